import { type AzureFault, portalFault } from '@/lib/arm/fault';
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
  const base = { code: 'NotFound', during: `Show ${what} ${armId}` };
  if (subscription?.visible) {
    const message = `There is no ${what} with this id among what you can see in ${subscription.name}. It may have been deleted, or you may not be allowed to read it.`;
    return portalFault({ ...base, status: 404, message });
  }
  if (subscriptionId === '') {
    const message = `There is no ${what} with this id among what you can see.`;
    return portalFault({ ...base, status: 404, message });
  }
  const name = subscription?.name ?? subscriptionId;
  const message = `The subscription ${name} is not visible to you: this ${what} may exist. Ask for Reader on it to see it.`;
  return portalFault({ ...base, status: 403, message });
}
