import type { TableName } from '@/lib/model/schema';
import { type ScopeTree, scopeRule } from '@/lib/model/scope-rule';
import type { EstateSummary } from '@/lib/model/summary';
import type { EstateNames } from './list-spec';
import type { DictFilter } from './view';

type Named = ScopeTree & Partial<Pick<EstateSummary, 'findingTags'>>;

/** What the scope chosen in the shell leaves of a table. `scope` as in scopeRule. */
export function scopeFilters(scope: string, table: TableName, tree: ScopeTree): DictFilter[] {
  const rule = scopeRule(scope, tree);
  if (!rule) return [];
  const { key, resourceGroup, subscription, assignedAt } = rule;
  if (table === 'roleAssignments') return [{ column: 'scope', key, allow: assignedAt }];
  return [
    { column: 'subscription', key, allow: subscription },
    ...(resourceGroup ? [{ column: 'resourceGroup', key, allow: resourceGroup }] : []),
  ];
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
