import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'shared power',
  title: (count) =>
    count === 1
      ? '1 powerful identity is shared'
      : `${count} powerful identities are shared by several resources`,
  short: 'Powerful and shared by several resources',
  detail: 'Whoever runs code on the least protected of the resources has everything the identity may do.',
};
