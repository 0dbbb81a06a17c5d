import type { ShellFacts } from '@/lib/model/shell-facts';

/** What the chosen scope is called: `Contoso`, `Contoso Prod`, `rg-web`. An id that is not in the tree stays an id. */
export function scopeTitle(
  scope: string,
  facts: Pick<ShellFacts, 'managementGroups' | 'subscriptions' | 'caller'>,
): string {
  if (scope === '') return facts.caller.tenantName || 'your directory';
  const [first, second, , fourth] = scope.split('/').filter((segment) => segment !== '');
  if (first?.toLowerCase() === 'providers') {
    return facts.managementGroups.find((group) => group.name === fourth)?.displayName ?? fourth ?? scope;
  }
  if (fourth !== undefined) return fourth;
  const id = second?.toLowerCase();
  return (
    facts.subscriptions.find((node) => node.subscriptionId.toLowerCase() === id)?.name ?? second ?? scope
  );
}
