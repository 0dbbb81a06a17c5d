import { vm } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'of another tenant',
  estate: { hosts: [{ id: vm('v'), system: 'p', tenantId: 'other' }] },
  found: 1,
};
