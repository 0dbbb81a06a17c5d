import { isHidden } from '@/lib/audit/rule/coverage';
import type { Rule } from '@/lib/audit/rule/rule';
import type { EstateReader } from '@/lib/model/estate-reader';
import { words } from './words';

/**
 * What code gets that asks IMDS for a token and names no identity: an error with several user-assigned identities and
 * no system-assigned one, or a system-assigned identity that holds no role while another one does
 * (learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-faq).
 */
export const imdsAmbiguous: Rule = {
  id: 'imds-ambiguous',
  severity: 'medium',
  subject: 'hosts',
  words,
  dependsOn: [],
  find(estate) {
    const hosts: number[] = [];
    let unknown = false;
    const roleAssignmentsHidden = isHidden(estate, 'roleAssignments');
    for (const row of estate.hosts.live()) {
      const kind = estate.hosts.text('imdsDefault', row);
      if (kind === 'ambiguous') hosts.push(row);
      else if (kind === 'system' && estate.hosts.number('userAssigned', row) !== 0) {
        const answer = emptyHanded(estate, row, roleAssignmentsHidden);
        if (answer === null) unknown = true;
        else if (answer) hosts.push(row);
      }
    }
    return { rows: { hosts }, unknown };
  },
  severityOf: (estate, row) => (estate.hosts.text('imdsDefault', row) === 'ambiguous' ? 'medium' : 'low'),
};

/**
 * True when the system-assigned identity holds nothing and a user-assigned one something; null when not known.
 * None is none only when every role assignment could be seen, those of groups included.
 */
function emptyHanded(estate: EstateReader, hostRow: number, roleAssignmentsHidden: boolean): boolean | null {
  let ofSystem: number | null = null;
  let ofOthers = 0;
  let known = !roleAssignmentsHidden;
  for (const identity of estate.identitiesOf(hostRow)) {
    const roleAssignments = estate.identities.number('roleAssignments', identity);
    const kind = estate.identities.text('kind', identity);
    if (roleAssignments < 0 || estate.groupsOf(estate.principalId(identity)) === null) known = false;
    if (kind === 'system') ofSystem = roleAssignments;
    else if (kind === 'user') ofOthers += Math.max(0, roleAssignments);
  }
  if (ofSystem === null) return null;
  if (ofSystem > 0) return false;
  return known ? ofOthers > 0 : null;
}
