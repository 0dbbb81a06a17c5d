import { operationAction } from '@/lib/changes/plan/requests';
import { cancel, findOperation, retry, shown } from '@/lib/changes/run/operation-service';
import { guarded } from '@/lib/http/guard';
import { jsonBody } from '@/lib/http/json-body';

interface Context {
  params: Promise<{ id: string }>;
}

const noStore = { 'Cache-Control': 'no-store' };

export const GET = guarded(async (_request, { params }: Context) => {
  const { id } = await params;
  const { service, operation } = await findOperation(id);
  return Response.json(shown(service, operation), { headers: noStore });
});

/** Cancels what has not begun, or begins again from what failed. */
export const POST = guarded(async (request, { params }: Context) => {
  const { id } = await params;
  const { action } = await jsonBody(request, operationAction);
  await (action === 'cancel' ? cancel(id) : retry(id));
  const { service, operation } = await findOperation(id);
  return Response.json(shown(service, operation), { headers: noStore });
});
