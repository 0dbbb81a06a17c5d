import { currentCaller } from '@/lib/auth/caller';
import { listOperations } from '@/lib/changes/run/operation-service';
import { guarded } from '@/lib/http/guard';

export const dynamic = 'force-dynamic';

/** What the person began, newest first. */
export const GET = guarded(async () => {
  const operations = await listOperations(await currentCaller());
  return Response.json({ operations }, { headers: { 'Cache-Control': 'no-store' } });
});
