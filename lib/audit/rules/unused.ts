import { hidesHosts } from '../coverage';
import type { Rule } from '../rule';

/**
 * User-assigned identities that neither a resource nor an outside workload uses. Never from one signal: with federated
 * credentials unread it is unknown; with subscriptions unseen it is said to be so.
 */
export const unused: Rule = {
  id: 'unused',
  severity: 'medium',
  subject: 'identities',
  title: (count) =>
    count === 1
      ? '1 identity is on no resource you can see'
      : `${count} identities are on no resource you can see`,
  short: 'On no resource you can see, and without federated credentials',
  detail: 'Nobody seems to use it. If it holds grants, that is standing access waiting to be taken.',
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
    if (identities.length > 0 && hidesHosts(estate)) unknown = true;
    return { rows: { identities }, unknown };
  },
  severityOf: (estate, row) => (estate.identities.number('roleAssignments', row) > 0 ? 'high' : 'medium'),
};
