import { expect, it } from 'vitest';
import type { OperationStep } from '@/lib/model/operation';
import { undoPlan } from './undo-plan';

const step = (position: number, more: Partial<OperationStep>): OperationStep => ({
  kind: 'k',
  input: {},
  position,
  stage: 0,
  title: `Step ${position}`,
  state: 'succeeded',
  attempts: 1,
  startedAt: 0,
  endedAt: 1,
  note: '',
  fault: null,
  undo: null,
  ...more,
});
const back = (kind: string) => ({ kind, input: {} });

it('undoes all of what was done, last first and one after the other, and says what stays', () => {
  const plan = undoPlan({
    steps: [
      step(0, { undo: { possible: true, steps: [back('a'), back('b')], note: '' } }),
      step(1, { undo: { possible: false, why: 'It is gone.' } }),
      step(2, { undo: null }),
      step(3, { state: 'unchanged', undo: { possible: true, steps: [back('never')], note: '' } }),
      step(4, { state: 'failed', undo: { possible: false, why: 'It never happened.' } }),
      step(5, { undo: { possible: true, steps: [back('c')], note: '' } }),
    ],
  });
  expect(plan.steps.map(({ kind, stage }) => [kind, stage])).toEqual([
    ['c', 0],
    ['a', 1],
    ['b', 2],
  ]);
  expect(plan.impossible).toEqual(['Step 2: how to undo it is not known.', 'Step 1: It is gone.']);
});
