import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { eventStream } from '@/lib/estate/transport/event-stream';
import { guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request) => {
  const { snapshot } = await currentEstate();
  return new Response(eventStream(snapshot, request.signal), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // Reverse proxies that buffer would hold events back.
      'X-Accel-Buffering': 'no',
    },
  });
});
