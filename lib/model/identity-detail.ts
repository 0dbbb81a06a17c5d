import type { ScopeKind } from '@/lib/arm/scopes';
import type { PrivilegeRank, Severity } from './schema';
import type { EntityLink, VisibilityGap } from './summary';

export interface ScopeRef {
  /** ARM id or '/'. */
  scope: string;
  kind: ScopeKind;
  /** Name a person reads: the subscription's name, the group's, the resource's. */
  name: string;
}

/** One way a principal holds a role. */
export interface RoleAssignmentDetail {
  /** ARM id of the role assignment. */
  armId: string;
  role: string;
  roleDefinitionId: string;
  privilege: PrivilegeRank;
  scope: ScopeRef;
  /** direct = assigned to the identity itself; group = through a group's membership. */
  via: { kind: 'direct' } | { kind: 'group'; groupId: string; groupName: string };
  condition: string | null;
  description: string | null;
  createdOn: string | null;
  createdBy: string | null;
  /** Same role already assigned at this ancestor scope. */
  redundantWith: ScopeRef | null;
}

/** What the identity may do at one scope, with notActions taken away. */
export interface EffectiveActions {
  scope: ScopeRef;
  /** Where the permissions come from: role names with the scope they were granted at. */
  from: { role: string; scope: ScopeRef; inherited: boolean }[];
  actions: string[];
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
  /** Names of deny assignments that take something away here. */
  denied: string[];
  conditional: boolean;
}

export interface FederatedCredentialDetail {
  name: string;
  issuer: string;
  subject: string;
  audiences: string[];
  /** Empty when nothing is wrong. */
  risks: string[];
}

export interface HostRef extends EntityLink {
  armId: string;
  type: string;
  subscriptionId: string;
  resourceGroup: string;
  location: string;
  power: string;
  /** True when code on this host that names no identity gets this one. */
  isDefault: boolean;
  /** Other identities on the host. */
  others: number;
}

export interface FindingDetail {
  /** Id of the rule. */
  id: string;
  severity: Severity;
  title: string;
  detail: string;
}

export interface IdentityDetail {
  armId: string;
  name: string;
  kind: 'system' | 'user' | 'missing';
  principalId: string;
  /** '' until asked for a system-assigned identity that Azure did not tell. */
  clientId: string;
  tenantId: string;
  subscriptionId: string;
  subscriptionName: string;
  resourceGroup: string;
  location: string;
  /** Epoch seconds; -1 unknown. */
  created: number;
  tags: Record<string, string>;
  isolationScope: '' | 'None' | 'Regional';
  /** Rule and this identity's own facts for each row of the characteristics table. */
  characteristics: {
    creation: CharacteristicCell;
    lifecycle: CharacteristicCell;
    sharing: CharacteristicCell;
  };
  hosts: HostRef[];
  roleAssignments: RoleAssignmentDetail[];
  effective: EffectiveActions[];
  federated: FederatedCredentialDetail[];
  findings: FindingDetail[];
  gaps: VisibilityGap[];
  portalUrl: string;
  /** az commands that show the same thing. */
  az: string[];
  asOf: number;
}

export interface CharacteristicCell {
  rule: string;
  fact: string;
}
