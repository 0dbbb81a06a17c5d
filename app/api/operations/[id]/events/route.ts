import { currentCaller } from '@/lib/auth/caller';
import { operationEvents } from '@/lib/changes/run/operation-events';
import { guarded } from '@/lib/http/guard';
import { eventResponse } from '@/lib/http/sse';

export const dynamic = 'force-dynamic';

interface Context {
  params: Promise<{ id: string }>;
}

/** The operation after each of its changes, until it has ended. */
export const GET = guarded(async (request, { params }: Context) => {
  const { id } = await params;
  return eventResponse(await operationEvents(id, await currentCaller(), request.signal));
});
