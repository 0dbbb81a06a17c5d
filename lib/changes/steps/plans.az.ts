import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Az } from '@/emulator/az/testing/az';
import { snakeCase } from '@/lib/changes/code/secret-names';
import { planCode } from '@/lib/changes/plan/plan-text';
import { bound, coded, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';
import { wholePlans } from '@/lib/changes/testing/whole-plans';
import { allSteps } from './all-steps';

let harness: Harness;
let az: Az;

beforeAll(async () => {
  harness = await startHarness();
  const { endpoints } = harness.azure.emulator;
  az = await Az.create(endpoints);
  const operator = endpoints.servicePrincipals.find(({ name }) => name === 'keyless-operator');
  await az.text('cloud register -n Keyless --cloud-config', `@${endpoints.azCloudConfig}`);
  await az.text('cloud set -n Keyless');
  await az.text(
    `login --service-principal -u ${operator?.clientId} -p`,
    operator?.secret ?? '',
    '--tenant',
    endpoints.tenantId,
  );
  await az.text('account set -s', harness.subscriptionId);
});
afterAll(async () => {
  await az.close();
  await harness.close();
});

/** Runs lines as a person would paste them into a shell. */
function paste(
  script: string,
  environment: Record<string, string> = {},
): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-e', '-c', script],
      { env: { ...az.environment, ...environment }, maxBuffer: 32 * 1024 * 1024 },
      (error, _out, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stderr }),
    );
  });
}

const kinds = allSteps.map(({ kind }) => kind);

it.each(kinds)('the az commands of %s, pasted into a shell, make the same world', async (kind) => {
  const plan = stepPlans(harness, `az-${kinds.indexOf(kind)}`)[kind];
  if (!plan) throw new Error('There is no plan.');
  if (plan.before.length > 0) await harness.run(plan.before.map((step, stage) => ({ ...step, stage })));
  const step = bound(kind, { ...plan.step.input });
  const observation = await step.observe(harness.stepsOf());
  expect(observation.done).toBe(false);
  const [{ text: script = '' } = {}] = planCode([coded(step, observation)]).az.files;
  const { code, stderr } = await paste(script);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  expect((await step.observe(harness.stepsOf())).done).toBe(!step.once);
});

it.each(['application', 'standing machine', 'two groups', 'machines with passwords'])(
  'the script of the plan of “%s” makes the world that the plan describes',
  async (name) => {
    const plan = wholePlans(harness)[name];
    if (!plan) throw new Error('There is no plan.');
    if (plan.before.length > 0) await harness.run(plan.before.map((step, stage) => ({ ...step, stage })));
    const azure = harness.stepsOf();
    const steps = plan.steps.map(({ kind, input }) => bound(kind, { ...input }));
    const code = await Promise.all(steps.map(async (step) => coded(step, await step.observe(azure))));
    const environment = Object.fromEntries(
      Object.entries(plan.secrets ?? {}).map(([key, value]) => [snakeCase(key).toUpperCase(), value]),
    );
    const { code: exit, stderr } = await paste(planCode(code).az.files[0]?.text ?? '', environment);
    expect([exit, exit === 0 ? '' : stderr]).toEqual([0, '']);
    const done = await Promise.all(steps.map(async (step) => (await step.observe(azure)).done));
    // A machine whose identities a later step changed is no longer as it was created.
    expect(steps.filter(({ kind }, index) => !done[index] && kind !== 'create-machine')).toEqual([]);
  },
);
