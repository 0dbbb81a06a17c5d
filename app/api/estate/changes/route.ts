import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { estateEvents } from '@/lib/estate/transport/estate-events';
import { guarded } from '@/lib/http/guard';
import { eventResponse } from '@/lib/http/sse';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request) => {
  const { snapshot } = await currentEstate();
  return eventResponse(estateEvents(snapshot, request.signal));
});
