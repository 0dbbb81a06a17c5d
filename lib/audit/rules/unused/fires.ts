import { a } from '@/lib/audit/testing/estate-words';
import type { FiringEstate } from '@/lib/audit/testing/rule-examples';

export const fires: FiringEstate = { what: 'on nothing', estate: { identities: [a] }, found: 1 };
