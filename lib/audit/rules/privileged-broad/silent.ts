import { a, rg } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'Contributor on a group of resources',
  estate: { identities: [a], roleAssignments: [{ principalId: 'pa', role: 'Contributor', scope: rg }] },
};
