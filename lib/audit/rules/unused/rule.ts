import { isHidden } from '@/lib/audit/rule/coverage';
import type { Rule } from '@/lib/audit/rule/rule';
import { words } from './words';

/**
 * User-assigned identities that neither a resource nor an outside workload uses. Never from one signal: with federated
 * credentials unread it is unknown; with subscriptions unseen it is said to be so.
 */
export const unused: Rule = {
  id: 'unused',
  severity: 'medium',
  subject: 'identities',
  words,
  dependsOn: [],
  find(estate) {
    const identities: number[] = [];
    let unknown = false;
    for (const row of estate.identities.live()) {
      if (estate.identities.text('kind', row) !== 'user' || estate.hostsOf(row).length > 0) continue;
      const federated = estate.federatedOf(row)?.length ?? estate.identities.number('federated', row);
      if (federated < 0) unknown = true;
      else if (federated === 0) identities.push(row);
    }
    // A resource where the caller may not look could carry it.
    if (identities.length > 0 && isHidden(estate, 'hosts')) unknown = true;
    return { rows: { identities }, unknown };
  },
  severityOf: (estate, row) => (estate.identities.number('roleAssignments', row) > 0 ? 'high' : 'medium'),
};
