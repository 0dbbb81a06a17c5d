import type { AzureFault } from '@/lib/arm/fault';
import { parseScope } from '@/lib/arm/scopes';
import type { EstateReader } from '@/lib/model/estate-reader';

/**
 * Why something is not in the estate. 403 is not 404: in a subscription the caller may not read it may well exist.
 * @param what e.g. `identity`
 */
export function notFoundFault(estate: EstateReader, armId: string, what: string): AzureFault {
  const subscriptionId = parseScope(armId)?.subscriptionId ?? '';
  const subscription = estate.subscriptions.find(
    (one) => one.subscriptionId.toLowerCase() === subscriptionId,
  );
  const base = {
    code: 'NotFound',
    requestId: '',
    during: `Show ${what} ${armId}`,
    at: Date.now(),
    retryAfterSeconds: 0,
  };
  if (subscription?.visible) {
    const message = `There is no ${what} with this id among what you can see in ${subscription.name}. It may have been deleted, or you may not be allowed to read it.`;
    return { ...base, status: 404, message };
  }
  if (subscriptionId === '') {
    return { ...base, status: 404, message: `There is no ${what} with this id among what you can see.` };
  }
  const name = subscription?.name ?? subscriptionId;
  const message = `The subscription ${name} is not visible to you: this ${what} may exist. Ask for Reader on it to see it.`;
  return { ...base, status: 403, message };
}
