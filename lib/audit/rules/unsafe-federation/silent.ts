import { a, github } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'one branch',
  estate: {
    identities: [{ ...a, federated: [{ ...github, subject: 'repo:contoso/shop:ref:refs/heads/main' }] }],
  },
};
