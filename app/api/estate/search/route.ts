import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { searchIds } from '@/lib/estate/tables/search';
import { guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request) => {
  const text = (new URL(request.url).searchParams.get('text') ?? '').slice(0, 100);
  const { snapshot } = await readyEstate(request.signal);
  return Response.json(searchIds(snapshot.records, text), { headers: { 'Cache-Control': 'no-store' } });
});
