import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'risky federation',
  title: (count) =>
    count === 1
      ? '1 identity trusts an outside workload too far'
      : `${count} identities trust outside workloads too far`,
  short: 'Trusts an outside workload too far',
  detail: 'A federated credential lets code outside Azure sign in as the identity, without any secret.',
};
