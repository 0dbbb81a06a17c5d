import { a } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'a group without roles',
  estate: { identities: [a], groups: { pa: ['g'] } },
};
