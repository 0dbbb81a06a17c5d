import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'other tenant',
  title: (count) =>
    count === 1
      ? '1 resource has an identity of another tenant'
      : `${count} resources have an identity of another tenant`,
  short: 'Its identity belongs to another tenant',
  detail:
    'The subscription was transferred. Switch the system-assigned identity off and on; recreate user-assigned ones.',
};
