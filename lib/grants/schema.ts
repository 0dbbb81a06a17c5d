import type { EntityLink } from '@/lib/estate/summary';
import type { EffectiveActions, FindingDetail, GrantDetail } from '@/lib/identities/schema';

/** A role assignment with a page of its own. */
export interface GrantPage extends GrantDetail {
  principal: { name: string; kind: string; principalId: string; link: EntityLink | null };
  /** Members, when the principal is a group that could be read: the identities that get the role through it. */
  reaches: EntityLink[];
  effective: EffectiveActions;
  findings: FindingDetail[];
  portalUrl: string;
  az: string[];
  asOf: number;
}
