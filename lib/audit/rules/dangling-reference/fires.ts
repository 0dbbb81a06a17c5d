import { on } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = {
  what: 'an identity that is gone, on two machines',
  estate: { hosts: on('v1', 'v2') },
  found: 2,
};
