import { BadRequest, faultResponse, guarded } from '@/lib/auth/guard';
import { acceptsGzip, isTableName, isUnchanged, unchanged } from '@/lib/estate/http';
import { currentEstate } from '@/lib/estate/snapshots';
import { tableStream } from '@/lib/estate/table-stream';

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
  const tag = !isDelta && snapshot.state === 'ready' ? `"${snapshot.epoch}-${snapshot.version}-${table}"` : undefined;
  if (tag && isUnchanged(request, tag)) return unchanged(tag);
  const gzip = acceptsGzip(request);
  const headers = new Headers({ 'Content-Type': 'application/x-ndjson; charset=utf-8', Vary: 'Accept-Encoding' });
  headers.set('Cache-Control', tag ? 'private, no-cache' : 'no-store');
  if (tag) headers.set('ETag', tag);
  if (gzip) headers.set('Content-Encoding', 'gzip');
  const since = isDelta ? asked : 0;
  return new Response(tableStream(snapshot, table, { since, gzip, signal: request.signal }), { headers });
});
