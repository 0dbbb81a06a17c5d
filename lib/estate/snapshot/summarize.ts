import 'server-only';
import { isVirtualMachine } from '@/lib/arm/resource-types';
import { attentionOf } from '@/lib/audit/attention';
import { findingTags } from '@/lib/audit/findings';
import { ruleTotals } from '@/lib/audit/run';
import type { Caller } from '@/lib/auth/caller';
import { characteristicsOf } from '@/lib/characteristics/estate';
import { type ScopeFilter, scopeFilter } from '@/lib/estate/tables/scope-filter';
import type { EstateSummary } from '@/lib/model/summary';
import type { Snapshot } from './snapshot';

/** The part that depends on the tables alone, which is most of the work. */
type Computed = Pick<EstateSummary, 'resourceGroups' | 'counts' | 'characteristics' | 'attention' | 'rules'>;

interface Memo {
  epoch: string;
  version: number;
  state: string;
  madeAt: number;
  tookMs: number;
  byScope: Map<string, Computed>;
}
const memos = new WeakMap<Snapshot, Memo>();
const rememberedScopes = 100;

function countsOf(snapshot: Snapshot, inScope: ScopeFilter): EstateSummary['counts'] {
  const { hosts, identities, roleAssignments } = snapshot.records;
  const counts = { identities: 0, virtualMachines: 0, otherHosts: 0, roleAssignments: 0 };
  for (const row of hosts.live()) {
    if (!inScope('hosts', row)) continue;
    if (isVirtualMachine(hosts.text('type', row))) counts.virtualMachines += 1;
    else counts.otherHosts += 1;
  }
  for (const row of identities.live()) {
    if (identities.text('kind', row) !== 'missing' && inScope('identities', row)) counts.identities += 1;
  }
  for (const row of roleAssignments.live()) if (inScope('roleAssignments', row)) counts.roleAssignments += 1;
  return counts;
}

/** Of the whole estate, whatever the scope: they are what a scope is chosen from. */
function resourceGroupsOf(snapshot: Snapshot): string[] {
  const groups = new Map<string, string>();
  for (const table of [snapshot.records.hosts, snapshot.records.identities] as const) {
    const subscription = table.dict('subscription');
    const group = table.dict('resourceGroup');
    const seen = new Set<number>();
    for (const row of table.live()) {
      const pair = (subscription.codes[row] ?? 0) * 0x1_0000_0000 + (group.codes[row] ?? 0);
      if (seen.has(pair)) continue;
      seen.add(pair);
      const id = `${subscription.text(row)}/${group.text(row)}`;
      if (group.text(row) !== '' && !groups.has(id.toLowerCase())) groups.set(id.toLowerCase(), id);
    }
  }
  return [...groups.values()].sort();
}

function compute(snapshot: Snapshot, scope: string): Computed {
  const { records, view, results } = snapshot;
  const inScope = scopeFilter(records, view, scope);
  return {
    resourceGroups: resourceGroupsOf(snapshot),
    counts: countsOf(snapshot, inScope),
    characteristics: characteristicsOf(view, inScope),
    attention: attentionOf(results, view, inScope),
    rules: ruleTotals(
      results.map(({ rule, outcome }) => ({
        rule,
        outcome: {
          ...outcome,
          rows: {
            ...outcome.rows,
            [rule.subject]: (outcome.rows[rule.subject] ?? []).filter((row) => inScope(rule.subject, row)),
          },
        },
      })),
    ),
  };
}

function computed(snapshot: Snapshot, scope: string): Computed {
  const { epoch, version, state } = snapshot;
  let memo = memos.get(snapshot);
  const startedAt = Date.now();
  const isCurrent = memo?.epoch === epoch && memo.state === state;
  // While rows pour in every page is a version: numbers that are a moment old must do, or nothing else gets done.
  const isFresh =
    memo?.version === version ||
    (state === 'loading' && startedAt - (memo?.madeAt ?? 0) < 500 + 20 * (memo?.tookMs ?? 0));
  if (!memo || !isCurrent || !isFresh) {
    memo = { epoch, version, state, madeAt: startedAt, tookMs: 0, byScope: new Map() };
    memos.set(snapshot, memo);
  }
  const known = memo.byScope.get(scope);
  if (known) return known;
  if (memo.byScope.size >= rememberedScopes) memo.byScope.clear();
  const fresh = compute(snapshot, scope);
  memo.tookMs += Date.now() - startedAt;
  memo.byScope.set(scope, fresh);
  return fresh;
}

/** The summary for a scope: '' or the ARM id of a management group, subscription or resource group. */
export function summarize(snapshot: Snapshot, caller: Caller, scope: string): EstateSummary {
  const { view, changes, tenantName } = snapshot;
  const { name, objectId, tenantId } = caller;
  return {
    ...snapshot.event,
    caller: { name, objectId, tenantId, tenantName },
    managementGroups: [...view.managementGroups],
    subscriptions: [...view.subscriptions],
    ...computed(snapshot, scope.toLowerCase()),
    findingTags: findingTags(),
    gaps: [...view.gaps],
    changes: [...changes],
  };
}

/** Names everything the summary says but the calls of the last minute, which move by themselves. */
export function summaryTag(snapshot: Snapshot, scope: string): string {
  const { epoch, version, state, view, faults, progress } = snapshot;
  const loading = state === 'loading' ? `${progress.callsDone}.${progress.callsKnown}` : '';
  const failing = faults.map(({ code, at }) => `${code}${at}`).join('.');
  const tag = [epoch, version, state, view.asOf, loading, failing, scope.toLowerCase()].join('-');
  return `"${Buffer.from(tag).toString('base64url')}"`;
}
