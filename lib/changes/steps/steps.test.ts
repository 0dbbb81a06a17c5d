import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandText } from '@/lib/changes/code/az-script';
import { planCode } from '@/lib/changes/plan/plan-text';
import { bound, coded, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { type StepPlan, stepPlans } from '@/lib/changes/testing/step-plans';
import type { OperationStep, PlannedStep } from '@/lib/model/operation';
import { allSteps } from './all-steps';
import { idsOnly } from './names';

let harness: Harness;
let plans: Record<string, StepPlan>;

beforeAll(async () => {
  harness = await startHarness();
  plans = stepPlans(harness, 'step');
});
afterAll(() => harness.close());

function planOf(kind: string): StepPlan {
  const plan = plans[kind];
  if (!plan) throw new Error(`There is no plan for ${kind}.`);
  return plan;
}

async function runAll(steps: readonly PlannedStep[]): Promise<readonly OperationStep[]> {
  const operation = await harness.run(steps.map((step, stage) => ({ ...step, stage })));
  const failed = operation.steps.find(({ state }) => state === 'failed');
  if (failed) throw new Error(`${failed.title}: ${failed.fault?.code} ${failed.fault?.message}`);
  return operation.steps;
}

it('has a plan here for every action', () => {
  expect(Object.keys(plans).sort()).toEqual(allSteps.map(({ kind }) => kind).sort());
});

describe.each(allSteps.map(({ kind }) => kind))('%s', (kind) => {
  it('does what it says, once, and takes it back where that is possible', async () => {
    const { before, step } = planOf(kind);
    await runAll(before);
    const [done] = await runAll([step]);
    expect(done).toMatchObject({ state: 'succeeded', attempts: 1 });
    const again = bound(step.kind, { ...step.input });
    if (again.once) {
      // There is no state to find it done by: asked for again, it happens again, and there is no way back.
      expect((await again.observe(harness.stepsOf())).done).toBe(false);
      expect((await runAll([step]))[0]).toMatchObject({ state: 'succeeded' });
      expect(done?.undo).toMatchObject({ possible: false });
      return;
    }
    expect((await again.observe(harness.stepsOf())).done).toBe(true);
    expect((await runAll([step]))[0]).toMatchObject({ state: 'unchanged' });
    if (!done?.undo) throw new Error('It is not known how to take it back.');
    if (!done.undo.possible) {
      expect(done.undo.why).not.toBe('');
      return;
    }
    expect(done.undo.steps.length).toBeGreaterThan(0);
    await runAll(done.undo.steps.map((one) => ({ ...one, stage: 0 })));
    expect((await again.observe(harness.stepsOf())).done).toBe(false);
  });

  it('has words, permissions and code', () => {
    const { step } = planOf(kind);
    const one = bound(step.kind, { ...step.input });
    expect(one.title(idsOnly)).toMatch(/^\p{Lu}/u);
    expect(one.requires().length).toBeGreaterThan(0);
    const lines = one.code(idsOnly).az.map(commandText);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line.startsWith('az '))).toBe(true);
    const { az, ...declarative } = planCode([coded(one)]);
    for (const { files } of [az, ...Object.values(declarative)]) {
      expect(files.length).toBeGreaterThan(0);
      for (const { text } of files) expect(text.length).toBeGreaterThan(0);
    }
  });
});
