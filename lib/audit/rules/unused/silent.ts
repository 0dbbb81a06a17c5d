import { a, github } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'federated only',
  estate: { identities: [{ ...a, federated: [{ ...github, subject: 'repo:c/s:ref:refs/heads/main' }] }] },
};
