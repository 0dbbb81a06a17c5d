import { a, uami, vm } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'two identities, none of its own',
  estate: { identities: [a], hosts: [{ id: vm('v'), user: [a.id, uami('b')] }] },
  found: 1,
};
