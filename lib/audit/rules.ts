import type { FindingId } from '@/lib/model/schema';
import type { Rule } from './rule';
import { danglingReference } from './rules/dangling-reference';
import { imdsAmbiguous } from './rules/imds-ambiguous';
import { isolationMismatch } from './rules/isolation-mismatch';
import { orphanedRoleAssignment } from './rules/orphaned-role-assignment';
import { privilegedBroad } from './rules/privileged-broad';
import { privilegedShared } from './rules/privileged-shared';
import { redundantRoleAssignment } from './rules/redundant-role-assignment';
import { selfEscalating } from './rules/self-escalating';
import { tenantMismatch } from './rules/tenant-mismatch';
import { unsafeFederation } from './rules/unsafe-federation';
import { unused } from './rules/unused';
import { viaGroup } from './rules/via-group';

/** Every rule by its finding; a finding without a rule does not compile. */
export const rules: Readonly<Record<FindingId, Rule>> = {
  'privileged-broad': privilegedBroad,
  'privileged-shared': privilegedShared,
  'dangling-reference': danglingReference,
  'orphaned-role-assignment': orphanedRoleAssignment,
  'unsafe-federation': unsafeFederation,
  'imds-ambiguous': imdsAmbiguous,
  unused,
  'redundant-role-assignment': redundantRoleAssignment,
  'isolation-mismatch': isolationMismatch,
  'tenant-mismatch': tenantMismatch,
  'via-group': viaGroup,
  'self-escalating': selfEscalating,
};
