import { expect, it } from 'vitest';
import type { PermissionVerdict, PlanReview, StepReview } from '@/lib/model/plan-review';
import type { ImpactRow } from '@/lib/model/step';
import { changesSince, seenOf } from './seen';

const noCode = { files: [], run: '' };
const permission: PermissionVerdict = {
  action: 'a/write',
  scope: '/subscriptions/s',
  scopeName: 'S',
  verdict: 'allowed',
  reason: '',
  role: '',
  granters: [],
};
const step = (position: number, more: Partial<StepReview> = {}): StepReview => ({
  position,
  stage: 0,
  kind: 'k',
  input: { name: `n${position}` },
  title: 'T',
  detail: '',
  state: 'ready',
  blocker: '',
  fault: null,
  permissions: [permission],
  undo: '',
  undoable: true,
  roles: '',
  nameToType: '',
  once: false,
  secrets: [],
  ...more,
});
const row = (what: string): ImpactRow => ({ what, before: 'b', after: 'a', note: '', tone: 'neutral' });
const shown = {
  steps: [step(0), step(1)],
  states: [{ etag: '1' }, null],
  impact: [row('one'), row('two')],
  gaps: ['g'],
};
const before = seenOf(shown);

it.each([
  ['a step', { steps: [step(0), step(1, { input: { name: 'other' } })] }, { steps: [1] }],
  ['what Azure says of a step’s target', { states: [{ etag: '2' }, null] }, { steps: [0] }],
  ['a blocker', { steps: [step(0, { blocker: 'A lock.', state: 'blocked' }), step(1)] }, { steps: [0] }],
  [
    'a permission',
    { steps: [step(0), step(1, { permissions: [{ ...permission, verdict: 'missing' }] })] },
    { steps: [1] },
  ],
  ['what must be typed', { steps: [step(0, { nameToType: 'x' }), step(1)] }, { steps: [0] }],
  ['whether it can be undone', { steps: [step(0, { undoable: false }), step(1)] }, { steps: [0] }],
  ['an impact row', { impact: [row('one'), { ...row('two'), after: 'c' }] }, { impact: [1], impactGone: 1 }],
  ['one more impact row', { impact: [row('one'), row('two'), row('three')] }, { impact: [2] }],
  ['one impact row less', { impact: [row('two')] }, { impactGone: 1 }],
  ['what cannot be seen', { gaps: [] }, { gaps: true }],
])('a confirmation is bound to %s, and it is said that this changed', (_what, change, expected) => {
  const now = { ...shown, ...change };
  const after = seenOf(now);
  expect(after.hash).not.toBe(before.hash);
  const review: PlanReview = {
    ...after,
    steps: now.steps,
    impact: now.impact,
    gaps: now.gaps,
    code: { az: noCode, bicep: noCode, arm: noCode, terraform: noCode },
    checkedAt: 0,
    ready: 0,
    blocked: 0,
  };
  expect(changesSince(before.seen, review)).toEqual({
    steps: [],
    impact: [],
    impactGone: 0,
    gaps: false,
    ...expected,
  });
});

it('is not bound to what differs each time and says nothing: when a fault was, and its request', () => {
  const fault = {
    code: 'C',
    message: 'M',
    status: 500,
    requestId: 'r1',
    during: 'd',
    at: 1,
    retryAfterSeconds: 0,
  };
  const hashWith = (one: typeof fault) =>
    seenOf({ ...shown, steps: [step(0, { fault: one }), step(1)] }).hash;
  expect(hashWith(fault)).toBe(hashWith({ ...fault, requestId: 'r2', at: 2 }));
  expect(hashWith(fault)).not.toBe(hashWith({ ...fault, code: 'D' }));
});
