import type { EffectiveActions, FindingDetail, RoleAssignmentDetail } from './identity-detail';
import type { EntityLink } from './summary';

/** A role assignment with a page of its own. */
export interface RoleAssignmentPage extends RoleAssignmentDetail {
  principal: { name: string; kind: string; principalId: string; link: EntityLink | null };
  /** Members, when the principal is a group that could be read: the identities that get the role through it. */
  reaches: EntityLink[];
  effective: EffectiveActions;
  findings: FindingDetail[];
  portalUrl: string;
  az: string[];
  asOf: number;
}
