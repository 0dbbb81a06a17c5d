import { currentEstate } from '@/lib/estate/snapshot/snapshots';
import { summarize, summaryTag } from '@/lib/estate/snapshot/summarize';
import { taggedJson } from '@/lib/estate/transport/http';
import { faultResponse, guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

export const GET = guarded(async (request) => {
  const scope = new URL(request.url).searchParams.get('scope') ?? '';
  const { caller, snapshot } = await currentEstate();
  const [fault] = snapshot.faults;
  if (snapshot.state === 'failed' && fault) return faultResponse(fault);
  return taggedJson(request, summaryTag(snapshot, scope), () => summarize(snapshot, caller, scope));
});
