import { a, prod } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'Contributor on a subscription',
  estate: { identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Contributor', scope: prod }] },
  found: 1,
};
