import { a, rg, vm } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'its own among them, with a role',
  estate: {
    identities: [a],
    hosts: [{ id: vm('v'), system: 'ps', user: [a.id] }],
    roleAssignments: [{ principalId: 'ps', role: 'Reader', scope: rg }],
  },
};
