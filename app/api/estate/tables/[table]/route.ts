import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { isTableName, isUnchanged, unchanged } from '@/lib/estate/transport/http';
import { tableStream } from '@/lib/estate/transport/table-stream';
import { BadRequest, faultResponse, guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request, { params }: RouteContext<'/api/estate/tables/[table]'>) => {
  const { table } = await params;
  if (!isTableName(table)) throw new BadRequest(`There is no table ${table}.`);
  const query = new URL(request.url).searchParams;
  const { snapshot } = await currentEstate();
  const [fault] = snapshot.faults;
  if (snapshot.state === 'failed' && fault) return faultResponse(fault);
  const asked = Number(query.get('since') ?? 0);
  const isDelta = query.get('epoch') === snapshot.epoch && Number.isSafeInteger(asked) && asked > 0;
  // A stream that is still growing, or a delta, is never the answer to the same question twice.
  const tag =
    !isDelta && snapshot.state === 'ready' ? `"${snapshot.epoch}-${snapshot.version}-${table}"` : undefined;
  if (tag && isUnchanged(request, tag)) return unchanged(tag);
  // Next packs what it knows to be text, and drops a Content-Encoding of our own.
  const headers = new Headers({ 'Content-Type': 'text/x-ndjson; charset=utf-8' });
  headers.set('Cache-Control', tag ? 'private, no-cache' : 'no-store');
  if (tag) headers.set('ETag', tag);
  const since = isDelta ? asked : 0;
  return new Response(tableStream(snapshot, table, { since, signal: request.signal }), { headers });
});
