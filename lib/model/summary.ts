import type { AzureFault } from '@/lib/arm/fault';
import type { ScopeKind } from '@/lib/arm/scopes';
import type { LoadProgress, Severity } from './schema';

/** A thing with a name and a page of its own in the portal. */
export interface EntityLink {
  name: string;
  /** Path inside the portal, made by lib/routes. */
  href: string;
}

export interface SubscriptionNode {
  subscriptionId: string;
  name: string;
  /** Name of the management group it sits in; '' where that is not visible. */
  managementGroup: string;
  /** False: known to exist (from the management group tree), but the caller may not read it. */
  visible: boolean;
}
export interface ManagementGroupNode {
  name: string;
  displayName: string;
  /** '' for the top one that is visible. */
  parent: string;
}

/** Something that could not be read, and what depends on it. Never silently "fine". */
export interface VisibilityGap {
  id: string;
  /** e.g. `Subscription "Contoso Sandbox" is not visible to you` */
  title: string;
  /** What is unknown because of it. */
  consequence: string;
  /** What would make it visible, e.g. the smallest role and scope. */
  remedy: string;
  fault: AzureFault | null;
}

/** One change seen between two refreshes, whoever made it. */
export interface EstateChange {
  id: string;
  /** Epoch milliseconds of the refresh that saw it. */
  seenAt: number;
  kind: 'system' | 'user' | 'host' | 'roleAssignment' | 'federated';
  /** e.g. `attached to`, `enabled on`, `deleted`. */
  verb: string;
  subject: EntityLink;
  object: EntityLink | null;
}

/** An item of "needs attention": one rule, what it found, the first examples. */
export interface AttentionItem {
  /** Id of the rule. */
  finding: string;
  severity: Severity;
  count: number;
  /** A sentence with the number in it: `4 identities hold Contributor on a whole subscription`. */
  title: string;
  /** Why it matters, or what it leads to. */
  detail: string;
  examples: EntityLink[];
  /** The list that shows all of them. */
  href: string;
}

/** How lists say that a rule marks a row. */
export interface FindingTag {
  /** Id of the rule. */
  id: string;
  /** One word or two. */
  label: string;
  /** Somebody must act; otherwise it should be checked. */
  urgent: boolean;
}

/** Live numbers of the characteristics table. Counts are of what is visible in the chosen scope. */
export interface Characteristics {
  system: {
    total: number;
    onVirtualMachines: number;
    onOthers: number;
    newest: (EntityLink & { created: number }) | null;
    /** The host whose deletion would leave most role assignments behind. */
    mostRoleAssignments: (EntityLink & { roleAssignments: number }) | null;
    /** Role assignments whose principal is gone. Null: not known (Graph not readable). */
    orphanedRoleAssignments: number | null;
    /** The list of them. */
    orphanedRoleAssignmentsHref: string;
  };
  user: {
    total: number;
    resourceGroups: number;
    regions: number;
    newest: (EntityLink & { created: number }) | null;
    /** On no resource. */
    unused: number;
    unusedWithRoleAssignments: number;
    unusedFederatedOnly: number;
    /** References on hosts to identities that do not exist. */
    dangling: { count: number; example: { identity: EntityLink; host: EntityLink } | null };
    shared: number;
    /** Number of identities by how many resources use them: 0, 1, 2, 3–9, 10+. */
    histogram: { label: string; count: number }[];
    widest:
      | (EntityLink & { hosts: number; subscriptions: number; role: string; roleScope: ScopeKind | '' })
      | null;
  };
}

export interface EstateSummary {
  epoch: string;
  version: number;
  /** `loading` until the first collection is complete; `failed` when nothing could be read at all. */
  state: 'loading' | 'ready' | 'failed';
  progress: LoadProgress;
  /** Epoch milliseconds of the last complete refresh; 0 before the first. */
  asOf: number;
  /** Milliseconds between refreshes while somebody watches. */
  intervalMs: number;
  budget: { callsLastMinute: number; limitPerMinute: number };
  caller: { name: string; objectId: string; tenantId: string; tenantName: string };
  managementGroups: ManagementGroupNode[];
  subscriptions: SubscriptionNode[];
  /** Resource groups that hold an identity or a host, as `subscriptionId/name`. */
  resourceGroups: string[];
  counts: { identities: number; virtualMachines: number; otherHosts: number; roleAssignments: number };
  characteristics: Characteristics;
  attention: AttentionItem[];
  /** Every rule's tag, in the order of the rules. */
  findingTags: FindingTag[];
  /** Rules that ran and how many of them found something. */
  rules: { ran: number; found: number; unknown: number };
  gaps: VisibilityGap[];
  changes: EstateChange[];
  /** Faults of the last refresh: what is shown is older than it should be. Empty when all is well. */
  faults: AzureFault[];
}

/** What the event stream says: pull what changed. */
export interface EstateEvent {
  epoch: string;
  version: number;
  state: EstateSummary['state'];
  asOf: number;
  intervalMs: number;
  progress: LoadProgress;
  budget: EstateSummary['budget'];
  faults: AzureFault[];
}

/** Says what a refresh has read; the same text means nothing new. Of an event, a summary, or the estate on the server. */
export function stampOf({
  epoch,
  version,
  state,
  faults,
}: Pick<EstateEvent, 'epoch' | 'version' | 'state'> & { readonly faults: readonly AzureFault[] }): string {
  return `${epoch}:${version}:${state}:${faults.length}`;
}
