import { currentCaller } from '@/lib/auth/caller';
import { guarded } from '@/lib/http/guard';
import { readActivity } from '@/lib/store/activity';
import { currentStore } from '@/lib/store/database';

export const dynamic = 'force-dynamic';

const pageSize = 1000;

/** The activity log of the tenant as newline-delimited JSON, oldest first. */
export const GET = guarded(async () => {
  const { tenantId } = await currentCaller();
  const store = await currentStore();
  let afterSeq = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const rows = await readActivity(store, { tenantId, afterSeq, limit: pageSize });
      const last = rows.at(-1);
      if (last === undefined) {
        controller.close();
        return;
      }
      afterSeq = last.seq;
      controller.enqueue(new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': 'attachment; filename="keyless-activity.ndjson"',
      'Cache-Control': 'no-store',
    },
  });
});
