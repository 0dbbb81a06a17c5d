import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameOf } from '@/lib/arm/arm-id';
import { planModel } from '@/lib/changes/code/plan-model';
import { flatTemplate } from '@/lib/changes/code/testing/arm-model';
import { flatBicep } from '@/lib/changes/code/testing/bicep-model';
import { checkTerraform } from '@/lib/changes/code/testing/terraform-check';
import { idsOnly } from '@/lib/changes/steps/names';
import { type CodedPlan, codedPlan, deployPlan } from '@/lib/changes/testing/deploy-plan';
import { bound, coded, type Harness, startHarness } from '@/lib/changes/testing/harness';
import { type WholePlan, wholePlans } from '@/lib/changes/testing/whole-plans';
import { WorldView } from '@/lib/changes/testing/world-view';
import type { PlannedStep } from '@/lib/model/operation';
import type { CodedStep } from './plan-text';

const names = ['application', 'standing machine', 'two groups', 'machines with passwords'];

/** One world where plans are run step by step, and one where their templates are deployed. */
let stepped: Harness;
let deployed: Harness;
let plans: Record<string, WholePlan>;

beforeAll(async () => {
  [stepped, deployed] = await Promise.all([startHarness(), startHarness()]);
  wholePlans(stepped);
  plans = wholePlans(deployed);
});
afterAll(async () => {
  await stepped.close();
  await deployed.close();
});

function planOf(name: string): WholePlan {
  const plan = plans[name];
  if (!plan) throw new Error(`There is no plan ${name}.`);
  return plan;
}

async function runAll(harness: Harness, steps: readonly PlannedStep[]): Promise<void> {
  if (steps.length === 0) return;
  const operation = await harness.run(steps.map((step, stage) => ({ ...step, stage })));
  const failed = operation.steps.find(({ state }) => state === 'failed');
  if (failed) throw new Error(`${failed.title}: ${failed.fault?.code} ${failed.fault?.message}`);
}

/** The plan as its review shows it: every step with what Azure says before anything is done. */
async function reviewed(harness: Harness, { steps }: WholePlan): Promise<CodedStep[]> {
  const azure = harness.stepsOf();
  return Promise.all(
    steps.map(async ({ kind, input }) => {
      const step = bound(kind, { ...input });
      return coded(step, await step.observe(azure));
    }),
  );
}

async function doneOf(harness: Harness, { steps }: WholePlan) {
  return Promise.all(
    steps.map(async ({ kind, input }) => {
      const step = bound(kind, { ...input });
      return { title: step.title(idsOnly), done: (await step.observe(harness.stepsOf())).done };
    }),
  );
}

const printed = new Map<string, CodedPlan>();

/** Each plan is made ready once: what it needs beforehand is there, and it is printed before anything of it is done. */
async function codeOf(name: string): Promise<CodedPlan> {
  const known = printed.get(name);
  if (known) return known;
  const plan = planOf(name);
  await runAll(deployed, plan.before);
  const made = codedPlan(await reviewed(deployed, plan));
  printed.set(name, made);
  return made;
}

describe.each(names)('the plan of “%s”', (name) => {
  it('is the same in Bicep as in ARM JSON, resource by resource', async () => {
    const { bicep, template, scope } = await codeOf(name);
    const flat = flatTemplate(template, scope);
    expect(flat.length).toBeGreaterThan(1);
    expect(flatBicep(bicep.files, scope)).toEqual(flat);
  });

  it('is Terraform that azurerm knows: no argument missing, none unknown, every reference there', async () => {
    const { terraform } = await codeOf(name);
    const { bodies, faults } = await checkTerraform(terraform.files[0]?.text ?? '');
    expect(faults).toEqual([]);
    expect(bodies.size).toBeGreaterThan(1);
  });

  it('holds no data source and no existing resource for what it creates itself', async () => {
    const { bicep, terraform } = await codeOf(name);
    const made = planModel(
      (await reviewed(deployed, planOf(name))).map(({ title, code }) => ({ title, code: code() })),
    )
      .declarations.filter(({ standing }) => !standing)
      .map(({ id }) => nameOf(id));
    const { bodies } = await checkTerraform(terraform.files[0]?.text ?? '');
    for (const [address, body] of bodies)
      if (address.startsWith('data.')) expect(made).not.toContain(body.name);
    const [main] = bicep.files;
    for (const one of made) expect(main?.text).not.toMatch(new RegExp(`existing = \\{\\n  name: '${one}'`));
  });

  it('deployed as a template makes the same world as its steps', async () => {
    const plan = planOf(name);
    const code = await codeOf(name);
    await deployPlan(deployed, code, plan.secrets);
    if (plan.secrets) {
      // A runner gets them with a confirmation; here it is enough that every step finds its work done.
      expect((await doneOf(deployed, plan)).every(({ done }) => done)).toBe(true);
      return;
    }
    await runAll(stepped, plan.before);
    await runAll(stepped, plan.steps);
    expect(await doneOf(deployed, plan)).toEqual(await doneOf(stepped, plan));
    const flat = flatTemplate(code.template, code.scope).filter(
      ({ type }) => !/\/(roleAssignments|accessPolicies|deployments)$/.test(type),
    );
    const principals = flat
      .map(({ id }) => id)
      .filter((id) => /\/(userassignedidentities|virtualmachines)\/[^/]+$/.test(id));
    const views = [stepped, deployed].map((harness) => new WorldView(harness));
    const seen = await Promise.all(
      views.map(async (view) => ({
        resources: await Promise.all(
          flat.map(async ({ id, apiVersion }) => [id, await view.resource(id, apiVersion)]),
        ),
        roles: await view.roleAssignments(principals),
        policies: await view.policies(plan.vaultId, principals),
      })),
    );
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[0]?.roles.length).toBeGreaterThan(1);
  }, 120_000);
});
