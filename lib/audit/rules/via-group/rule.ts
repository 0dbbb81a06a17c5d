import type { Rule } from '@/lib/audit/rule/rule';
import { words } from './words';

/**
 * Access through an Entra group. Group membership is in the token, tokens of managed identities are cached for about
 * 24 hours, and nothing can force a new one
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identity-best-practice-recommendations).
 */
export const viaGroup: Rule = {
  id: 'via-group',
  severity: 'medium',
  subject: 'identities',
  words,
  dependsOn: ['roleAssignments'],
  find(estate) {
    const identities: number[] = [];
    const roleAssignments = new Set<number>();
    let unknown = false;
    for (const row of estate.identities.live()) {
      const principalId = estate.principalId(row);
      if (principalId === '') continue;
      const groups = estate.groupsOf(principalId);
      if (groups === null) unknown = true;
      let found = false;
      for (const group of groups ?? []) {
        for (const roleAssignment of estate.roleAssignmentsOf(group)) {
          found = true;
          roleAssignments.add(roleAssignment);
        }
      }
      if (found) identities.push(row);
    }
    return { rows: { identities, roleAssignments: [...roleAssignments] }, unknown };
  },
};
