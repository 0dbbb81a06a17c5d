import { prod, rg } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'same role above',
  estate: {
    roleAssignments: [
      { principalId: 'u', role: 'Reader', scope: prod },
      { principalId: 'u', role: 'Reader', scope: rg },
    ],
  },
  found: 1,
};
