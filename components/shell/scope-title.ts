import { managementGroupNameOf, resourceGroupNameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import type { ShellFacts } from '@/lib/model/shell-facts';

/** What the chosen scope is called: `Contoso`, `Contoso Prod`, `rg-web`. An id that is not in the tree stays an id. */
export function scopeTitle(
  scope: string,
  summary: Pick<ShellFacts, 'managementGroups' | 'subscriptions' | 'caller'>,
): string {
  if (scope === '') return summary.caller.tenantName || 'your directory';
  const group = managementGroupNameOf(scope);
  if (group !== '')
    return summary.managementGroups.find(({ name }) => sameId(name, group))?.displayName ?? group;
  const subscription = subscriptionIdOf(scope);
  return (
    resourceGroupNameOf(scope) ||
    (summary.subscriptions.find(({ subscriptionId }) => sameId(subscriptionId, subscription))?.name ?? '') ||
    subscription ||
    scope
  );
}
