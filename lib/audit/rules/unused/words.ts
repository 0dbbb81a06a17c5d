import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'unused',
  title: (count) =>
    count === 1
      ? '1 identity is on no resource you can see'
      : `${count} identities are on no resource you can see`,
  short: 'On no resource you can see, and without federated credentials',
  detail: 'Nobody seems to use it. If it holds grants, that is standing access waiting to be taken.',
};
