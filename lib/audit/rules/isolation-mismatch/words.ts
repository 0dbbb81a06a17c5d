import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'isolation',
  title: (count) =>
    count === 1
      ? '1 identity is kept to its region, but used in another'
      : `${count} identities are kept to their region, but used in another`,
  short: 'Kept to its region, but used in another',
  detail:
    'Isolation scope Regional: Azure refuses to attach it elsewhere, so what is attached there cannot be redone.',
};
