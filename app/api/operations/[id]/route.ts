import { currentCaller } from '@/lib/auth/caller';
import { findOperation, shown } from '@/lib/changes/run/operation-service';
import { guarded } from '@/lib/http/guard';

interface Context {
  params: Promise<{ id: string }>;
}

/** An operation of the person's, as it is now. */
export const GET = guarded(async (_request, { params }: Context) => {
  const { id } = await params;
  const { service, operation } = await findOperation(id, await currentCaller());
  return Response.json(await shown(service, operation), { headers: { 'Cache-Control': 'no-store' } });
});
