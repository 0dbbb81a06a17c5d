import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'broad',
  title: (count) =>
    count === 1
      ? '1 identity may change a whole subscription or more'
      : `${count} identities may change a whole subscription or more`,
  short: 'May change a whole subscription or more',
  detail:
    'Code that gets one token of it can change everything there; a role on the one resource it uses would do.',
};
