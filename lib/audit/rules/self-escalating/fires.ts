import { rg, vm } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'may run commands on its own host',
  estate: {
    hosts: [{ id: vm('v'), system: 'ps' }],
    roleAssignments: [{ principalId: 'ps', role: 'Virtual Machine Contributor', scope: rg }],
  },
  found: 1,
};
