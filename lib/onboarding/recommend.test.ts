import { describe, expect, it } from 'vitest';
import { type Answers, answersQuery, askedQuestions, nextQuestion, questions, readAnswers } from './answers';
import { decide, leanOf, recommend } from './recommend';

/** Every combination of answers, unanswered questions included. */
function combinations(): Answers[] {
  let all: Record<string, string>[] = [{}];
  for (const { id, choices } of questions)
    all = all.flatMap((answers) => [answers, ...choices.map(({ value }) => ({ ...answers, [id]: value }))]);
  return all.map((one) => readAnswers(one));
}

it('has exactly one recommendation, with a reason, for every combination of answers', () => {
  const all = combinations();
  expect(all.length).toBe(6 * 5 * 4 * 6 * 5);
  for (const answers of all) {
    const { kind, title, reasons, roles } = recommend(answers);
    expect(title).not.toBe('');
    expect(reasons.length, JSON.stringify(answers)).toBeGreaterThan(0);
    expect(new Set(reasons.map((reason) => reason.title)).size).toBe(reasons.length);
    expect(decide(answers).kind).toBe(kind);
    expect(roles.length).toBeGreaterThan(1);
  }
});

it('names only answers that would lead somewhere else, and every one of them', () => {
  for (const answers of combinations().filter((one) => nextQuestion(one) === undefined)) {
    const { kind, others } = recommend(answers);
    for (const other of others) {
      expect(other.kind).not.toBe(kind);
      expect(recommend(other.answers).kind).toBe(other.kind);
    }
  }
});

it.each<[string, Answers, string]>([
  ['a workload contained in a single resource', { where: 'one', before: 'no' }, 'system-assigned'],
  [
    'workloads that need independent identities',
    { where: 'several', share: 'own', before: 'no' },
    'system-assigned',
  ],
  [
    'workloads on several resources that share one identity',
    { where: 'several', share: 'same', before: 'no' },
    'user-assigned',
  ],
  [
    'pre-authorization to a secured resource in a provisioning flow',
    { where: 'one', before: 'yes', deploys: 'pipeline' },
    'user-assigned',
  ],
  [
    'resources that are recycled often while permissions stay the same',
    { where: 'recycled', share: 'same', before: 'no' },
    'user-assigned',
  ],
  ['workloads outside Azure', { where: 'outside' }, 'federated credential'],
  ['recycled resources with access of their own', { where: 'recycled', share: 'own' }, 'user-assigned each'],
])('answers %s', (_what, answers, kind) => {
  expect(recommend(answers).kind).toBe(kind);
});

it('asks for Virtual Machine Contributor, and for a user-assigned identity also Managed Identity Operator', () => {
  const of = (answers: Answers) => recommend(answers).roles.map(({ role }) => role);
  expect(of({ where: 'one' })).toContain('Virtual Machine Contributor');
  expect(of({ where: 'one' })).not.toContain('Managed Identity Operator');
  expect(of({ where: 'several', share: 'same' })).toEqual(
    expect.arrayContaining(['Virtual Machine Contributor', 'Managed Identity Operator']),
  );
});

describe('the questions', () => {
  it('are five at most, and only those that matter', () => {
    for (const answers of combinations()) expect(askedQuestions(answers).length).toBeLessThanOrEqual(5);
    expect(askedQuestions({ where: 'one' }).map(({ id }) => id)).not.toContain('share');
    expect(askedQuestions({ where: 'outside' }).map(({ id }) => id)).toEqual(['where', 'reach', 'deploys']);
  });

  it('survive the address, and take nothing that is no answer', () => {
    const answers: Answers = {
      where: 'several',
      share: 'both',
      before: 'unknown',
      reach: 'secret',
      deploys: 'person',
    };
    expect(readAnswers(Object.fromEntries(new URLSearchParams(answersQuery(answers))))).toEqual(answers);
    expect(readAnswers({ where: 'moon', share: ['same', 'own'], x: '1' })).toEqual({ share: 'same' });
  });

  it('lean to one kind or the other', () => {
    expect(leanOf({})).toBe(0);
    expect(leanOf({ where: 'one', before: 'no' })).toBe(-1);
    expect(leanOf({ where: 'recycled', before: 'yes' })).toBe(1);
  });
});
