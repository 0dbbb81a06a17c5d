import { a, rg } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'a role of its group',
  estate: {
    identities: [a],
    groups: { pa: ['g'] },
    roleAssignments: [{ principalId: 'g', role: 'Reader', scope: rg }],
  },
  found: 1,
};
