import { a, vm } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'not told, user-assigned only',
  estate: { identities: [a], hosts: [{ id: vm('v'), user: [a.id], tenantId: '' }] },
};
