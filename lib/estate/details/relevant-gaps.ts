import type { EstateReader } from '@/lib/model/estate-reader';
import type { VisibilityGap } from '@/lib/model/summary';

const guids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * The gaps that matter for something: those about the whole tenant, about subscriptions that cannot be read at all
 * (hosts and role assignments may be there), and about the subscriptions concerned.
 */
export function relevantGaps(estate: EstateReader, subscriptionIds: Iterable<string>): VisibilityGap[] {
  const concerned = new Set<string>();
  for (const id of subscriptionIds) concerned.add(id.toLowerCase());
  for (const { subscriptionId, visible } of estate.subscriptions) {
    if (!visible) concerned.add(subscriptionId.toLowerCase());
  }
  return estate.gaps.filter(({ id }) => {
    const about = id.toLowerCase().match(guids);
    return about === null || about.some((guid) => concerned.has(guid));
  });
}

export function subscriptionName(estate: EstateReader, subscriptionId: string): string {
  return subscriptionId === '' ? '' : estate.scopeName(`/subscriptions/${subscriptionId}`);
}
