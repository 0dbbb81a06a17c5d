import type { TableName } from '@/lib/model/schema';
import type { EstateSummary } from '@/lib/model/summary';
import type { EstateNames } from './list-spec';
import type { DictFilter } from './view';

type Tree = Pick<EstateSummary, 'managementGroups' | 'subscriptions'>;
type Named = Tree & Partial<Pick<EstateSummary, 'findingTags'>>;

/**
 * What the scope chosen in the shell leaves of a table: things in it, and for role assignments those made at it or
 * below it (what it inherits from above belongs to the wider scope).
 * @param scope '' or the ARM id of a management group, subscription or resource group
 */
export function scopeFilters(scope: string, table: TableName, tree: Tree): DictFilter[] {
  if (scope === '') return [];
  const [first, second, third, fourth] = scope.split('/').filter((segment) => segment !== '');
  const lower = scope.toLowerCase();
  if (first?.toLowerCase() === 'providers')
    return managementGroupFilters(fourth ?? third ?? '', lower, table, tree);
  if (table === 'roleAssignments')
    return [{ column: 'scope', key: lower, allow: (value) => isAtOrBelow(value.toLowerCase(), lower) }];
  const subscriptionId = (second ?? '').toLowerCase();
  const filters: DictFilter[] = [
    { column: 'subscription', key: subscriptionId, allow: (value) => value.toLowerCase() === subscriptionId },
  ];
  if (third?.toLowerCase() === 'resourcegroups' && fourth !== undefined) {
    const group = fourth.toLowerCase();
    filters.push({ column: 'resourceGroup', key: group, allow: (value) => value.toLowerCase() === group });
  }
  return filters;
}

/** Display names for ids, taken from the summary. Empty until it is there: then ids are shown. */
export function estateNames(tree: Named | undefined): EstateNames {
  const subscriptions = new Map(
    tree?.subscriptions.map((node) => [node.subscriptionId.toLowerCase(), node.name]),
  );
  const groups = new Map(tree?.managementGroups.map((node) => [node.name.toLowerCase(), node.displayName]));
  const findings = tree?.findingTags ?? [];
  return {
    key: JSON.stringify([[...subscriptions], [...groups], findings]),
    findings,
    subscription: (subscriptionId) => subscriptions.get(subscriptionId.toLowerCase()) ?? subscriptionId,
    managementGroup: (name) => groups.get(name.toLowerCase()) ?? name,
  };
}

function managementGroupFilters(group: string, key: string, table: TableName, tree: Tree): DictFilter[] {
  const groups = new Set([group.toLowerCase()]);
  // Groups may be listed in any order: again until a pass finds no further child.
  for (let size = 0; size !== groups.size; ) {
    size = groups.size;
    for (const node of tree.managementGroups) {
      if (groups.has(node.parent.toLowerCase())) groups.add(node.name.toLowerCase());
    }
  }
  const subscriptions = new Set(
    tree.subscriptions
      .filter((node) => groups.has(node.managementGroup.toLowerCase()))
      .map((node) => node.subscriptionId.toLowerCase()),
  );
  const filterKey = `${key} ${[...subscriptions].join(' ')}`;
  if (table !== 'roleAssignments') {
    return [
      { column: 'subscription', key: filterKey, allow: (value) => subscriptions.has(value.toLowerCase()) },
    ];
  }
  return [
    {
      column: 'scope',
      key: filterKey,
      allow: (value) => {
        const segments = value.toLowerCase().split('/');
        if (segments[1] === 'subscriptions') return subscriptions.has(segments[2] ?? '');
        return segments[1] === 'providers' && groups.has(segments[4] ?? '');
      },
    },
  ];
}

function isAtOrBelow(value: string, scope: string): boolean {
  return value === scope || value.startsWith(`${scope}/`);
}
