import { confirmRequest } from '@/lib/changes/plan/requests';
import { confirm, currentOperationService } from '@/lib/changes/run/operation-service';
import { guarded } from '@/lib/http/guard';
import { jsonBody } from '@/lib/http/json-body';

export const dynamic = 'force-dynamic';

const noStore = { 'Cache-Control': 'no-store' };
const newest = 200;

/** What the person began, newest first. */
export const GET = guarded(async () => {
  const service = await currentOperationService();
  const operations = await service.store.list(service.caller, newest);
  return Response.json({ operations }, { headers: noStore });
});

/** Confirms a plan: stores it and begins it. 409 with a new review when it moved since it was shown. */
export const POST = guarded(async (request) => {
  const confirmed = await confirm(await jsonBody(request, confirmRequest), request.signal);
  if (confirmed.ok) return Response.json(confirmed, { status: 202, headers: noStore });
  return Response.json(confirmed, { status: 'stale' in confirmed ? 409 : 422, headers: noStore });
});
