import { nameOf } from '@/lib/arm/arm-id';
import { parentsOf, parseScope } from '@/lib/arm/scopes';
import type { HierarchyModel, SubscriptionModel } from '@/lib/model/arm-models';
import type { ManagementGroupNode, SubscriptionNode } from '@/lib/model/summary';

const managementGroupPrefix = '/providers/microsoft.management/managementgroups/';

/** Subscriptions and management groups: what lies above what, and what each is called. */
export class Hierarchy {
  readonly managementGroups: readonly ManagementGroupNode[];
  readonly subscriptions: readonly SubscriptionNode[];
  readonly #groups: ReadonlyMap<string, ManagementGroupNode>;
  readonly #subscriptions: ReadonlyMap<string, SubscriptionNode>;

  /** `tree` may be empty: then nothing is known above subscriptions. */
  constructor(listed: readonly SubscriptionModel[], tree: readonly HierarchyModel[]) {
    const groups = tree.filter(({ kind }) => kind === 'managementGroup');
    const names = new Map(groups.map(({ name }) => [name.toLowerCase(), name]));
    this.managementGroups = groups.map(({ name, displayName, parent }) => ({
      name,
      displayName,
      parent: names.get(parent.toLowerCase()) ?? '',
    }));
    const placed = new Map<string, HierarchyModel>();
    for (const model of tree) if (model.kind === 'subscription') placed.set(model.name.toLowerCase(), model);
    const nodes: SubscriptionNode[] = listed.map(({ subscriptionId, name }) => ({
      subscriptionId,
      name,
      managementGroup: names.get(placed.get(subscriptionId)?.parent.toLowerCase() ?? '') ?? '',
      visible: true,
    }));
    const visible = new Set(listed.map(({ subscriptionId }) => subscriptionId));
    for (const [subscriptionId, { displayName, parent }] of placed) {
      if (visible.has(subscriptionId)) continue;
      const managementGroup = names.get(parent.toLowerCase()) ?? '';
      nodes.push({ subscriptionId, name: displayName, managementGroup, visible: false });
    }
    this.subscriptions = nodes;
    this.#groups = new Map(this.managementGroups.map((group) => [group.name.toLowerCase(), group]));
    this.#subscriptions = new Map(nodes.map((node) => [node.subscriptionId, node]));
  }

  subscription(subscriptionId: string): SubscriptionNode | undefined {
    return this.#subscriptions.get(subscriptionId);
  }

  /** Scopes above one, nearest first, ending with '/'; lower case. */
  above(scope: string): string[] {
    const parsed = parseScope(scope);
    if (!parsed || parsed.scope === '/') return [];
    const parents = parentsOf(parsed.scope).slice(0, -1);
    const start =
      parsed.kind === 'management group'
        ? this.#groups.get(parsed.name)?.parent
        : this.#subscriptions.get(parsed.subscriptionId)?.managementGroup;
    return [...parents, ...this.#chain(start ?? ''), '/'];
  }

  nameOf(scope: string): string {
    if (scope === '/') return 'Tenant root';
    const parsed = parseScope(scope);
    const last = nameOf(scope);
    if (parsed?.kind === 'subscription') return this.#subscriptions.get(parsed.subscriptionId)?.name ?? last;
    if (parsed?.kind === 'management group') return this.#groups.get(parsed.name)?.displayName ?? last;
    return last;
  }

  #chain(group: string): string[] {
    const chain: string[] = [];
    let next = group.toLowerCase();
    // The bound ends a loop that only a broken answer could make.
    while (next !== '' && chain.length < 10) {
      chain.push(`${managementGroupPrefix}${next}`);
      next = this.#groups.get(next)?.parent.toLowerCase() ?? '';
    }
    return chain;
  }
}
