import { a, vm } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'Regional, same region in other words',
  estate: {
    identities: [{ ...a, isolationScope: 'Regional' }],
    hosts: [{ id: vm('v'), user: [a.id], location: 'West Europe' }],
  },
};
