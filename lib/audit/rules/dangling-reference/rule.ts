import type { Rule } from '@/lib/audit/rule/rule';
import { words } from './words';

/**
 * A host that names a user-assigned identity which is gone. Deleting an identity does not detach it, and every later
 * identity change on the host fails on it (github.com/Azure/aad-pod-identity/issues/339).
 */
export const danglingReference: Rule = {
  id: 'dangling-reference',
  severity: 'high',
  subject: 'hosts',
  words,
  dependsOn: [],
  find(estate) {
    const hosts = new Set<number>();
    const identities: number[] = [];
    for (const row of estate.identities.live()) {
      if (estate.identities.text('kind', row) !== 'missing') continue;
      identities.push(row);
      for (const host of estate.hostsOf(row)) if (estate.hosts.isLive(host)) hosts.add(host);
    }
    // A reference into a subscription that cannot be read is neither good nor bad: 403 is not 404.
    let unknown = false;
    for (const row of estate.hosts.live()) {
      const references = estate.hosts.number('userAssigned', row);
      if (references === 0) continue;
      let resolved = 0;
      for (const identity of estate.identitiesOf(row)) {
        if (estate.identities.text('kind', identity) !== 'system') resolved++;
      }
      if (references < 0 || resolved < references) {
        unknown = true;
        break;
      }
    }
    return { rows: { hosts: [...hosts].sort((left, right) => left - right), identities }, unknown };
  },
};
