import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { idOf } from '@/lib/estate/tables/search';
import { isTableName, taggedJson } from '@/lib/estate/transport/http';
import { idsOf } from '@/lib/estate/transport/wire';
import { BadRequest, guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request, { params }: RouteContext<'/api/estate/ids/[table]'>) => {
  const { table } = await params;
  if (!isTableName(table)) throw new BadRequest(`There is no table ${table}.`);
  const { snapshot } = await readyEstate(request.signal);
  const { records, epoch, version } = snapshot;
  const tag = `"${epoch}-${version}-ids-${table}"`;
  return taggedJson(request, tag, () =>
    idsOf(records[table], (column, row) => idOf(records, table, column, row)),
  );
});
