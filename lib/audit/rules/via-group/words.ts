import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'via group',
  title: (count) =>
    count === 1 ? '1 identity has access through a group' : `${count} identities have access through a group`,
  short: 'Has access through a group',
  detail:
    'Changes of a membership take up to 24 hours to work for a managed identity; a direct grant takes minutes.',
};
