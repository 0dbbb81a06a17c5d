import { a, github } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'any pull request',
  estate: { identities: [{ ...a, federated: [{ ...github, subject: 'repo:contoso/shop:pull_request' }] }] },
  found: 1,
};
