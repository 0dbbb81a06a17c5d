import { a, on, rg } from '@/lib/audit/testing/estate-words';
import type { SilentEstate } from '@/lib/audit/testing/rule-examples';

export const silent: SilentEstate = {
  what: 'operator on one machine',
  estate: {
    identities: [a],
    hosts: on('v1'),
    roleAssignments: [{ principalId: 'pa', role: 'Virtual Machine Contributor', scope: rg }],
  },
};
