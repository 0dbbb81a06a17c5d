import type { RuleWords } from '@/lib/audit/rule/rule';

export const words: RuleWords = {
  tag: 'ambiguous',
  title: (count) =>
    count === 1
      ? '1 resource gives code no usable identity by default'
      : `${count} resources give code no usable identity by default`,
  short: 'Gives code no usable identity by default',
  detail:
    'Code on it must name the client id: without one it gets an error, or an identity that holds no role.',
};
