import { withCallContext } from '@/lib/azure/call-context';
import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request) => {
  const id = new URL(request.url).searchParams.get('id') ?? '';
  const { snapshot } = await currentEstate();
  const resource = await withCallContext({ signal: request.signal }, () => snapshot.settings.reader.raw(id));
  return Response.json(resource, { headers: { 'Cache-Control': 'no-store' } });
});
