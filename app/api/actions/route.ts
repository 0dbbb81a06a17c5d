import { actionWords } from '@/lib/changes/offers/action-words';
import { draftFor, draftQuestion } from '@/lib/changes/offers/draft-for';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { guarded } from '@/lib/http/guard';
import { jsonBody } from '@/lib/http/json-body';

/** What the portal can do, in words: for the palette. */
export const GET = guarded(async () =>
  Response.json(actionWords, { headers: { 'Cache-Control': 'no-store' } }),
);

/** The steps an action on some things is. Changes nothing; a question only too long for an address. */
export const POST = guarded(async (request) => {
  const question = await jsonBody(request, draftQuestion);
  const { snapshot } = await readyEstate(request.signal);
  return Response.json(draftFor(question, snapshot.view), { headers: { 'Cache-Control': 'no-store' } });
});
