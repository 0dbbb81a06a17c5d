import {
  managementGroupNameOf,
  resourceGroupNameOf,
  resourceGroupScopeOf,
  subscriptionIdOf,
} from '@/lib/arm/arm-id';
import { isWithin } from '@/lib/arm/scopes';
import type { ManagementGroupNode, SubscriptionNode } from './summary';

/** What lies above what, as far as the caller may know of it. */
export interface ScopeTree {
  readonly managementGroups: readonly ManagementGroupNode[];
  readonly subscriptions: readonly SubscriptionNode[];
}

/**
 * What belongs to a chosen scope: things in it, and of role assignments those made at it or below it (what it inherits
 * from above belongs to the wider scope). Ids and names in any casing.
 */
export interface ScopeRule {
  /** Equal keys, equal answers. */
  readonly key: string;
  /** Null: things of every resource group. */
  readonly resourceGroup: ((name: string) => boolean) | null;
  subscription(subscriptionId: string): boolean;
  assignedAt(scope: string): boolean;
}

/** Lower-case names of a management group and all groups below it. */
export function withGroupsBelow(groups: readonly ManagementGroupNode[], group: string): Set<string> {
  const found = new Set([group.toLowerCase()]);
  // Groups may be listed in any order: again until a pass finds no further child.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { name, parent } of groups) if (found.has(parent.toLowerCase())) found.add(name.toLowerCase());
  }
  return found;
}

/**
 * @param scope the ARM id of a management group, subscription or resource group; '' or '/' for everything, then null.
 * Nothing belongs to an id of another kind, or to one that is not in the tree.
 */
export function scopeRule(scope: string, tree: ScopeTree): ScopeRule | null {
  if (scope === '' || scope === '/') return null;
  const lower = scope.toLowerCase();
  const group = managementGroupNameOf(lower);
  if (group === '') {
    const subscriptionId = subscriptionIdOf(lower);
    const resourceGroup = resourceGroupNameOf(lower);
    const at = resourceGroupScopeOf(lower) || lower;
    return {
      key: lower,
      resourceGroup: resourceGroup === '' ? null : (name) => name.toLowerCase() === resourceGroup,
      subscription: (id) => id.toLowerCase() === subscriptionId && id !== '',
      assignedAt: (made) => subscriptionId !== '' && isWithin(made, at),
    };
  }
  const groups = withGroupsBelow(tree.managementGroups, group);
  const subscriptions = new Set(
    tree.subscriptions
      .filter(({ managementGroup }) => groups.has(managementGroup.toLowerCase()))
      .map(({ subscriptionId }) => subscriptionId.toLowerCase()),
  );
  return {
    key: `${lower} ${[...subscriptions].join(' ')}`,
    resourceGroup: null,
    subscription: (id) => subscriptions.has(id.toLowerCase()),
    assignedAt: (made) =>
      groups.has(managementGroupNameOf(made).toLowerCase()) ||
      subscriptions.has(subscriptionIdOf(made).toLowerCase()),
  };
}
