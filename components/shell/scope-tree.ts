import { subscriptionScopeOf } from '@/lib/arm/arm-id';
import type { EstateSummary } from '@/lib/model/summary';

type Tree = Pick<EstateSummary, 'managementGroups' | 'subscriptions' | 'resourceGroups'>;

/** One line of the scope picker. */
export interface ScopeNode {
  /** '' for everything; else what goes into the URL. */
  armId: string;
  kind: 'everything' | 'management group' | 'subscription' | 'resource group';
  name: string;
  /** An id worth searching by; '' none. */
  detail: string;
  depth: number;
  /** Why it cannot be chosen; '' when it can. */
  disabledReason: string;
}

export function managementGroupId(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`;
}
export function subscriptionArmId(subscriptionId: string): string {
  return `/subscriptions/${subscriptionId}`;
}
export function resourceGroupArmId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

function resourceGroupsOf(tree: Tree, subscriptionId: string): string[] {
  const prefix = `${subscriptionId}/`.toLowerCase();
  return tree.resourceGroups
    .filter((path) => path.toLowerCase().startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .toSorted((a, b) => a.localeCompare(b));
}

/** The tree in the order it is read: groups before subscriptions, each under its parent, names in order. */
export function scopeNodes(tree: Tree): ScopeNode[] {
  const nodes: ScopeNode[] = [];
  const placed = new Set<string>();

  const addSubscription = (subscription: Tree['subscriptions'][number], depth: number) => {
    placed.add(subscription.subscriptionId);
    nodes.push({
      armId: subscriptionArmId(subscription.subscriptionId),
      kind: 'subscription',
      name: subscription.name,
      detail: subscription.subscriptionId,
      depth,
      disabledReason: subscription.visible
        ? ''
        : 'Not visible to you: you hold no role on it. Reader is enough.',
    });
    if (!subscription.visible) return;
    for (const name of resourceGroupsOf(tree, subscription.subscriptionId)) {
      nodes.push({
        armId: resourceGroupArmId(subscription.subscriptionId, name),
        kind: 'resource group',
        name,
        detail: '',
        depth: depth + 1,
        disabledReason: '',
      });
    }
  };

  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const known = new Set(tree.managementGroups.map((group) => group.name));
  const addGroup = (group: Tree['managementGroups'][number], depth: number) => {
    if (placed.has(group.name)) return;
    placed.add(group.name);
    nodes.push({
      armId: managementGroupId(group.name),
      kind: 'management group',
      name: group.displayName,
      detail: group.name,
      depth,
      disabledReason: '',
    });
    for (const child of tree.managementGroups) if (child.parent === group.name) addGroup(child, depth + 1);
    for (const subscription of tree.subscriptions.toSorted(byName)) {
      if (subscription.managementGroup === group.name) addSubscription(subscription, depth + 1);
    }
  };

  for (const group of tree.managementGroups) if (!known.has(group.parent)) addGroup(group, 0);
  // Where no management group is visible, subscriptions stand at the top.
  for (const subscription of tree.subscriptions.toSorted(byName)) {
    if (!placed.has(subscription.subscriptionId)) addSubscription(subscription, 0);
  }
  return nodes;
}

/** Whether the line itself has the text, and is not there only as something above one that has. */
export function matchesText(node: ScopeNode, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return node.name.toLowerCase().includes(wanted) || node.detail.toLowerCase().includes(wanted);
}

/**
 * The lines to show for a search text: those that match with all above them. Without a text, no resource groups
 * except those of the chosen subscription: an estate has thousands.
 */
export function matchingNodes(nodes: readonly ScopeNode[], text: string, chosen: string): ScopeNode[] {
  const wanted = text.trim().toLowerCase();
  const lowerChosen = chosen.toLowerCase();
  if (wanted === '') {
    return nodes.filter((node) => {
      if (node.kind !== 'resource group') return true;
      const subscription = subscriptionScopeOf(node.armId).toLowerCase();
      return lowerChosen === subscription || lowerChosen.startsWith(`${subscription}/`);
    });
  }
  const kept = new Set<ScopeNode>();
  const path: ScopeNode[] = [];
  for (const node of nodes) {
    path.length = node.depth;
    path[node.depth] = node;
    if (matchesText(node, wanted)) {
      for (const step of path) kept.add(step);
    }
  }
  return [...kept];
}
