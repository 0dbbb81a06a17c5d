import { DeploymentsClient } from '@azure/arm-resourcesdeployments';
import { resourceGroupNameOf } from '@/lib/arm/arm-id';
import { layoutOf } from '@/lib/changes/code/layout';
import { planModel } from '@/lib/changes/code/plan-model';
import { type CodedStep, planCode } from '@/lib/changes/plan/plan-text';
import type { PlanCode } from '@/lib/model/plan-review';
import type { Harness } from './harness';

/** A plan in every language, and the ARM id of what its templates are deployed to. */
export interface CodedPlan extends PlanCode {
  readonly scope: string;
  /** The ARM template, parsed. */
  readonly template: unknown;
}

export function codedPlan(steps: readonly CodedStep[]): CodedPlan {
  const code = planCode(steps);
  const { main } = layoutOf(planModel(steps.map((step) => ({ title: step.title, code: step.code() }))));
  return { ...code, scope: main.scope, template: JSON.parse(code.arm.files[0]?.text ?? '') };
}

/** Deploys a plan's template as its owner, by Microsoft's own client, to its end. Throws when Azure refuses or fails it. */
export async function deployPlan(
  { azure, subscriptionId }: Harness,
  { scope, template }: CodedPlan,
  secrets: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { resourceManager } = azure.emulator.endpoints;
  const { deployments } = new DeploymentsClient(azure.credentialOf('owner'), subscriptionId, {
    endpoint: resourceManager,
    credentials: { scopes: ['https://management.azure.com/.default'] },
  });
  const parameters = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { value }]));
  const properties = { mode: 'Incremental' as const, template: { ...Object(template) }, parameters };
  const name = `code-${crypto.randomUUID()}`;
  const group = resourceGroupNameOf(scope) || undefined;
  const done =
    group === undefined
      ? await deployments.createOrUpdateAtSubscriptionScope(name, { location: 'westeurope', properties })
      : await deployments.createOrUpdate(group, name, { properties });
  if (done.properties?.provisioningState !== 'Succeeded') throw new Error(JSON.stringify(done.properties));
}
