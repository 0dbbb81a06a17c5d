import { BadRequest, guarded } from '@/lib/auth/guard';
import { isTableName, taggedJson } from '@/lib/estate/http';
import { idOf } from '@/lib/estate/search';
import { readyEstate } from '@/lib/estate/snapshots';
import { idsOf } from '@/lib/estate/wire';

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
