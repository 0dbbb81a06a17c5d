import { a, vm } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'Regional, used elsewhere',
  estate: {
    identities: [{ ...a, isolationScope: 'Regional' }],
    hosts: [{ id: vm('v'), user: [a.id], location: 'northeurope' }],
  },
  found: 1,
};
