import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'escalation',
  title: (count) =>
    count === 1
      ? '1 identity may take over its own host or a stronger identity'
      : `${count} identities may take over their own host or a stronger identity`,
  short: 'May take over its own host or a stronger identity',
  detail:
    'Code that gets its token can run commands as root, or get the token of an identity that may do more.',
};
