import { draftFor, draftQuestion } from '@/lib/changes/offers/draft-for';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { guarded } from '@/lib/http/guard';
import { jsonBody } from '@/lib/http/json-body';

/** The steps an action on some things is. Changes nothing; a question only too long for an address. */
export const POST = guarded(async (request) => {
  const question = await jsonBody(request, draftQuestion);
  const { snapshot } = await readyEstate(request.signal);
  return Response.json(draftFor(question, snapshot.view), { headers: { 'Cache-Control': 'no-store' } });
});
