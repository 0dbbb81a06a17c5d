import 'server-only';
import { currentOperationService } from '@/lib/changes/run/operation-service';
import { env } from '@/lib/env';

/** Whether the tour is offered: where it costs nothing, to a person who has changed nothing yet. */
export async function offersTour(): Promise<boolean> {
  if (env().KEYLESS_OFFERS_TOUR !== '1') return false;
  const { store, caller } = await currentOperationService();
  return (await store.list(caller, 1)).length === 0;
}
