import { prod, rg } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'above, but conditional',
  estate: {
    roleAssignments: [
      { principalId: 'u', role: 'Reader', scope: prod, condition: 'x' },
      { principalId: 'u', role: 'Reader', scope: rg },
    ],
  },
};
