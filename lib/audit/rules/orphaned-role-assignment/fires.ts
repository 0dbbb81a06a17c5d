import { rg } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'principal gone',
  estate: { absent: ['gone'], roleAssignments: [{ principalId: 'gone', role: 'Reader', scope: rg }] },
  found: 1,
};
