import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'orphan',
  title: (count) => (count === 1 ? '1 grant belongs to nobody' : `${count} grants belong to nobody`),
  short: 'Belongs to nobody',
  detail: 'Left behind by a deleted principal; counts toward the 4,000 role assignments of its subscription.',
};
