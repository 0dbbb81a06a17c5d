import type { Rule } from './rule/rule';
import { danglingReference } from './rules/dangling-reference/rule';
import { imdsAmbiguous } from './rules/imds-ambiguous/rule';
import { isolationMismatch } from './rules/isolation-mismatch/rule';
import { orphanedRoleAssignment } from './rules/orphaned-role-assignment/rule';
import { privilegedBroad } from './rules/privileged-broad/rule';
import { privilegedShared } from './rules/privileged-shared/rule';
import { redundantRoleAssignment } from './rules/redundant-role-assignment/rule';
import { selfEscalating } from './rules/self-escalating/rule';
import { tenantMismatch } from './rules/tenant-mismatch/rule';
import { unsafeFederation } from './rules/unsafe-federation/rule';
import { unused } from './rules/unused/rule';
import { viaGroup } from './rules/via-group/rule';

/** Every rule; those whose fix is worth most come first. Everything else that knows of rules reads this list. */
export const rules: readonly Rule[] = [
  privilegedBroad,
  privilegedShared,
  selfEscalating,
  danglingReference,
  orphanedRoleAssignment,
  unsafeFederation,
  imdsAmbiguous,
  unused,
  viaGroup,
  redundantRoleAssignment,
  isolationMismatch,
  tenantMismatch,
];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of an id; undefined for an id nothing is known of (any more). */
export function ruleOf(id: string): Rule | undefined {
  return byId.get(id);
}
