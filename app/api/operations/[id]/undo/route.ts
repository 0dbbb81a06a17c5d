import { findOperation, undoPlan } from '@/lib/changes/run/operation-service';
import { guarded } from '@/lib/http/guard';

interface Context {
  params: Promise<{ id: string }>;
}

/** The plan that takes the operation back, and what of it cannot be taken back. */
export const GET = guarded(async (_request, { params }: Context) => {
  const { id } = await params;
  const { operation } = await findOperation(id);
  return Response.json(undoPlan(operation), { headers: { 'Cache-Control': 'no-store' } });
});
