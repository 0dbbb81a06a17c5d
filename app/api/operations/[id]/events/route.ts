import { currentCaller } from '@/lib/auth/caller';
import { operationEvents } from '@/lib/changes/run/operation-events';
import { guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ id: string }>;
}

/** The operation after each of its changes, until it has ended. */
export const GET = guarded(async (request, { params }: Context) => {
  const { id } = await params;
  return new Response(await operationEvents(id, await currentCaller(), request.signal), {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      // Reverse proxies that buffer would hold events back.
      'X-Accel-Buffering': 'no',
    },
  });
});
