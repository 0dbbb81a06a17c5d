import 'server-only';
import { normalScope, parseScope } from '@/lib/arm/scopes';
import type { TableName } from '@/lib/model/schema';
import type { EstateView } from './estate-view';
import type { EstateRecords } from './records';

/** Which rows lie in a scope: '' for all, else a management group, a subscription or a resource group. */
export type ScopeFilter = (table: TableName, row: number) => boolean;

interface Place {
  /** Subscriptions in the scope. */
  readonly subscriptions: ReadonlySet<string>;
  /** Lower case; '' for all. */
  readonly resourceGroup: string;
  /** The scope itself and, for a management group, those below it. */
  readonly above: ReadonlySet<string>;
}

function placeOf(view: EstateView, scope: string): Place {
  const parsed = parseScope(scope);
  if (!parsed) return { subscriptions: new Set(), resourceGroup: '', above: new Set() };
  switch (parsed.kind) {
    case 'management group': {
      const groups = view.hierarchy.withDescendants(parsed.name);
      const inside = view.subscriptions.filter(({ managementGroup }) =>
        groups.has(managementGroup.toLowerCase()),
      );
      return {
        subscriptions: new Set(inside.map(({ subscriptionId }) => subscriptionId)),
        resourceGroup: '',
        above: new Set([...groups].map((name) => `/providers/microsoft.management/managementgroups/${name}`)),
      };
    }
    default:
      return {
        subscriptions: new Set([parsed.subscriptionId]),
        resourceGroup: parsed.resourceGroup,
        above: new Set(),
      };
  }
}

/** Answers by code of a dictionary instead of by text of 100,000 rows. */
function byCode(values: readonly string[], test: (value: string) => boolean): Uint8Array {
  return Uint8Array.from(values, (value) => (test(value) ? 1 : 0));
}

/** Made for one moment of the estate: rows that come later are not in it. */
export function scopeFilter(records: EstateRecords, view: EstateView, scope: string): ScopeFilter {
  if (scope === '' || scope === '/') return () => true;
  const { subscriptions, resourceGroup, above } = placeOf(view, scope);
  const inGroup = (name: string) => resourceGroup === '' || name.toLowerCase() === resourceGroup;
  const tableFilter = (table: 'hosts' | 'identities') => {
    const subscription = records[table].dict('subscription');
    const group = records[table].dict('resourceGroup');
    const ofSubscription = byCode(subscription.dictionary.values, (value) => subscriptions.has(value));
    const ofGroup = byCode(group.dictionary.values, inGroup);
    return (row: number) =>
      ofSubscription[subscription.codes[row] ?? 0] === 1 && ofGroup[group.codes[row] ?? 0] === 1;
  };
  const prefix = normalScope(scope);
  const scopes = records.roleAssignments.dict('scope');
  const ofScope = byCode(scopes.dictionary.values, (value) => {
    const lower = value.toLowerCase();
    if (above.has(lower)) return true;
    if (resourceGroup !== '') return lower === prefix || lower.startsWith(`${prefix}/`);
    return subscriptions.has(records.scopeFacts.get(value)?.subscription ?? '');
  });
  const hosts = tableFilter('hosts');
  const identities = tableFilter('identities');
  return (table, row) => {
    switch (table) {
      case 'hosts':
        return hosts(row);
      case 'identities':
        return identities(row);
      case 'roleAssignments':
        return ofScope[scopes.codes[row] ?? 0] === 1;
    }
  };
}
