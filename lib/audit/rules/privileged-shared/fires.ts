import { a, on, rg } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'operator on two machines',
  estate: {
    identities: [a],
    hosts: on('v1', 'v2'),
    roleAssignments: [{ principalId: 'pa', role: 'Virtual Machine Contributor', scope: rg }],
  },
  found: 1,
};
