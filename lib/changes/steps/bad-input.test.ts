import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { isArmId } from '@/lib/arm/arm-id';
import { Preflight } from '@/lib/changes/plan/preflight';
import { bindPlan, reviewPlan } from '@/lib/changes/plan/review';
import { type Harness, startHarness } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';
import { until } from '@/lib/estate/testing/emulated-estate';
import { allSteps, bindStep } from './all-steps';
import { idsOnly } from './names';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** `npm run trials -- --only inputs` makes 10,000, and reviews a plan for every sixty. */
const inputs = inject('trialCount') || 3000;

const nasty = fc.constantFrom<unknown>(
  '',
  ' ',
  '..',
  '/',
  '//',
  '/subscriptions/../providers/x',
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a?b=c/providers/Microsoft.Compute/virtualMachines/v',
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a/providers/Microsoft.Compute/virtualMachines/%2e%2e',
  "'; rm -rf /",
  '$(whoami)',
  '<script>alert(1)</script>',
  'a'.repeat(5000),
  'ü'.repeat(100),
  '\u0000',
  '\u202e',
  '[concat(1)]',
  '$' + '{x}',
  null,
  undefined,
  0,
  -1,
  Number.NaN,
  true,
  [],
  {},
  [null],
  { __proto__: null, constructor: 'x' },
);
const anything = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.jsonValue() },
);

/** What becomes part of a URL. */
function idsIn(input: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(input).flatMap(([name, value]) => {
    // Empty is nothing at all.
    if (value === undefined || value === '' || name === 'principalId' || name === 'subscriptionId') return [];
    if (name.endsWith('Ids') && Array.isArray(value)) return value.map(String);
    return name === 'scope' || name.endsWith('Id') ? [String(value)] : [];
  });
}

/** Names of an action's fields. */
function fieldsOf(kind: string): string[] {
  const schema = allSteps.find((step) => step.kind === kind)?.schema;
  if (!(schema instanceof z.ZodObject)) throw new Error(`The input of ${kind} has no fields.`);
  return Object.keys(schema.shape);
}

it('takes wrong inputs of every action as errors at their fields, or as harmless', () => {
  const plans = stepPlans(harness, 'bad');
  let refused = 0;
  fc.assert(
    fc.property(
      fc
        .constantFrom(...allSteps.map(({ kind }) => kind))
        .chain((kind) =>
          fc.tuple(
            fc.constant(kind),
            fc.dictionary(fc.constantFrom(...fieldsOf(kind)), anything, { minKeys: 1, maxKeys: 4 }),
          ),
        ),
      ([kind, wrong]) => {
        const good = plans[kind]?.step.input ?? {};
        const result = bindStep({ kind, input: { ...good, ...wrong } });
        if (!result.ok) {
          refused += 1;
          const sentences = Object.values(result.errors);
          expect(sentences.length).toBeGreaterThan(0);
          for (const sentence of sentences) expect(sentence).not.toBe('');
          return;
        }
        // What gets through is nothing that could become another URL than it looks like.
        const { step } = result;
        for (const id of [...idsIn(step.input), step.target, ...step.creates])
          expect(id === '/' || isArmId(id), id).toBe(true);
        expect(step.title(idsOnly).length).toBeGreaterThan(0);
        step.code(idsOnly);
      },
    ),
    { numRuns: inputs, seed: inject('trialSeed') || 7 },
  );
  expect(refused).toBeGreaterThan(inputs / 5);
}, 120_000);

it('never answers with a failure of its own, whatever is reviewed', async () => {
  const snapshot = harness.azure.snapshotOf('owner');
  await until(snapshot, () => snapshot.state === 'ready');
  const plans = stepPlans(harness, 'odd');
  const preflight = new Preflight({
    azure: harness.stepsOf(),
    estate: snapshot.view,
    roles: () => snapshot.records.roles.values(),
    objectId: '',
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom(...Object.keys(plans)),
          fc.dictionary(fc.string(), anything, { maxKeys: 2 }),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      async (chosen) => {
        const steps = chosen.map(([kind, wrong], stage) => ({
          kind,
          stage,
          input: { ...plans[kind]?.step.input, ...wrong },
        }));
        const bound = bindPlan(steps);
        if (!bound.ok) return;
        const review = await reviewPlan(bound.steps, {
          azure: harness.stepsOf(),
          estate: snapshot.view,
          preflight,
        });
        expect(review.steps).toHaveLength(steps.length);
        for (const step of review.steps) expect(step.fault?.status ?? 0).toBeLessThan(500);
      },
    ),
    { numRuns: Math.ceil(inputs / 60), seed: inject('trialSeed') || 11 },
  );
}, 120_000);
