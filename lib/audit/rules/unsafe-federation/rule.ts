import { federationRisks } from '@/lib/audit/federation/federation-risks';
import type { Rule } from '@/lib/audit/rule/rule';
import { rankIndex } from '@/lib/rbac/privilege';
import { words } from './words';

const operator = rankIndex('operator');

/** Federated credentials that let in more than they should, or nobody at all. */
export const unsafeFederation: Rule = {
  id: 'unsafe-federation',
  severity: 'high',
  subject: 'identities',
  words,
  dependsOn: [],
  find(estate) {
    const identities: number[] = [];
    let unknown = false;
    for (const row of estate.identities.live()) {
      // Only user-assigned identities can have federated credentials.
      if (estate.identities.text('kind', row) !== 'user' || estate.identities.number('federated', row) === 0)
        continue;
      const credentials = estate.federatedOf(row);
      if (credentials === null) unknown = true;
      else if (credentials.some((one) => federationRisks(one).length > 0)) identities.push(row);
    }
    return { rows: { identities }, unknown };
  },
  severityOf: (estate, row) => (estate.identities.number('privilege', row) >= operator ? 'critical' : 'high'),
};
