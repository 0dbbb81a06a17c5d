import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'dangling',
  title: (count) =>
    count === 1
      ? '1 resource refers to an identity that no longer exists'
      : `${count} resources refer to identities that no longer exist`,
  short: 'Refers to an identity that no longer exists',
  detail: 'Every later identity change on it will fail until the reference is removed.',
};
