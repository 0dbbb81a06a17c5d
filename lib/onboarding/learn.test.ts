import { expect, it } from 'vitest';
import { flowInWords, learnEntries } from './learn';

it.each(Object.entries(learnEntries))('%s is answered in at most 60 words, with a source', (_term, entry) => {
  expect(entry.answer.split(/\s+/).length).toBeLessThanOrEqual(60);
  expect(entry.question).toMatch(/\?$/);
  expect(entry.source).toMatch(/^https:\/\/learn\.microsoft\.com\/(entra|azure)\//);
  expect(entry.answer).not.toMatch(/\b(grant|grants|machine's|may)\b/);
});

it('tells all fifteen terms and seven steps', () => {
  expect(Object.keys(learnEntries)).toHaveLength(15);
  expect(flowInWords).toHaveLength(7);
});
