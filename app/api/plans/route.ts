import { reviewRequest } from '@/lib/changes/plan/requests';
import { review } from '@/lib/changes/run/operation-service';
import { guarded } from '@/lib/http/guard';
import { jsonBody } from '@/lib/http/json-body';

/** Reviews a plan: what each step needs and changes, and whether Azure will let it. Changes nothing. */
export const POST = guarded(async (request) => {
  const { steps } = await jsonBody(request, reviewRequest);
  const reviewed = await review(steps, request.signal);
  return Response.json(reviewed, {
    status: reviewed.ok ? 200 : 422,
    headers: { 'Cache-Control': 'no-store' },
  });
});
