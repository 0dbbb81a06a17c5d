import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'redundant',
  title: (count) =>
    count === 1 ? '1 grant repeats what is held above it' : `${count} grants repeat what is held above them`,
  short: 'The same role is held above it',
  detail:
    'Removing it changes nothing anybody may do, and frees a role assignment of the 4,000 per subscription.',
};
