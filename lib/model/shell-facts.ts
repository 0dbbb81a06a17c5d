import type { EstateSummary } from '@/lib/model/summary';

/** What the frame of every page says of the estate: names of scopes, and how many things there are in one of them. */
export interface ShellFacts {
  readonly scope: string;
  readonly caller: EstateSummary['caller'];
  readonly managementGroups: EstateSummary['managementGroups'];
  readonly subscriptions: EstateSummary['subscriptions'];
  readonly counts: EstateSummary['counts'];
}

export function factsOf(summary: ShellFacts | EstateSummary, scope: string): ShellFacts {
  const { caller, managementGroups, subscriptions, counts } = summary;
  return { scope, caller, managementGroups, subscriptions, counts };
}
