import { execFile } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Az } from '@/emulator/az/testing/az';
import { planCode } from '@/lib/changes/plan/plan-text';
import { bound, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { stepPlans } from '@/lib/changes/testing/step-plans';
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
function paste(script: string): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-e', '-c', script],
      { env: { ...az.environment }, maxBuffer: 32 * 1024 * 1024 },
      (error, _out, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stderr }),
    );
  });
}

const kinds = allSteps.map(({ kind }) => kind);

it.each(kinds)('the az commands of %s, pasted into a shell, make the same world', async (kind) => {
  const plan = stepPlans(harness, `az-${kinds.indexOf(kind)}`)[kind];
  if (!plan) throw new Error('There is no plan.');
  if (plan.before.length > 0) await harness.run(plan.before.map((step, stage) => ({ ...step, stage })));
  const observation = await bound(kind, { ...plan.step.input }).observe(harness.stepsOf());
  expect(observation.done).toBe(false);
  const [{ text: script = '' } = {}] = planCode([{ title: kind, code: () => observation.code() }]).az.files;
  const { code, stderr } = await paste(script);
  expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
  expect((await bound(kind, { ...plan.step.input }).observe(harness.stepsOf())).done).toBe(true);
});
