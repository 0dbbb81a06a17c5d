import { a, on } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'the identity in other casing',
  estate: { identities: [{ ...a, id: a.id.toUpperCase() }], hosts: on('v1') },
};
