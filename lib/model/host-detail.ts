import type { CharacteristicCell, FindingDetail, RoleAssignmentDetail } from './identity-detail';
import type { EntityLink, VisibilityGap } from './summary';

/** An identity as one host carries it. */
export interface HostIdentity extends EntityLink {
  armId: string;
  kind: 'system' | 'user' | 'missing';
  principalId: string;
  clientId: string;
  /** How many other resources carry it: always 0 for a system-assigned one. */
  otherHosts: number;
  roleAssignments: RoleAssignmentDetail[];
  sharing: CharacteristicCell;
}

/** A virtual machine or another resource that carries identities. */
export interface HostDetail {
  armId: string;
  name: string;
  type: string;
  subscriptionId: string;
  subscriptionName: string;
  resourceGroup: string;
  location: string;
  size: string;
  os: string;
  power: string;
  identityType: string;
  created: number;
  tags: Record<string, string>;
  identities: HostIdentity[];
  /** What IMDS gives code that names no identity, and the rule that says so. */
  imdsDefault: { kind: 'system' | 'user' | 'ambiguous' | 'none'; identity: EntityLink | null; rule: string };
  findings: FindingDetail[];
  gaps: VisibilityGap[];
  portalUrl: string;
  az: string[];
  asOf: number;
}
