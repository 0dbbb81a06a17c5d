import { a, prod, vm } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'may attach a weaker identity',
  estate: {
    identities: [a],
    hosts: [{ id: vm('v'), system: 'ps' }],
    roleAssignments: [
      { principalId: 'ps', role: 'Managed Identity Operator', scope: a.id },
      { principalId: 'pa', role: 'Reader', scope: prod },
    ],
  },
};
