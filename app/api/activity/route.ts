import { currentCaller } from '@/lib/auth/caller';
import { guarded } from '@/lib/http/guard';
import { ndjsonStream } from '@/lib/http/ndjson';
import { activityPages } from '@/lib/store/activity';
import { currentStore } from '@/lib/store/database';

export const dynamic = 'force-dynamic';

/** The activity log of the tenant as newline-delimited JSON, oldest first. */
export const GET = guarded(async (request) => {
  const { tenantId } = await currentCaller();
  const store = await currentStore();
  const body = ndjsonStream(request.signal, () => activityPages(store, tenantId));
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': 'attachment; filename="keyless-activity.ndjson"',
      'Cache-Control': 'no-store',
    },
  });
});
