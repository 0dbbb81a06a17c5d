import { nowS, rg } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'principal new, may be replicating',
  estate: {
    absent: ['gone'],
    roleAssignments: [{ principalId: 'gone', role: 'Reader', scope: rg, created: nowS - 60 }],
  },
};
