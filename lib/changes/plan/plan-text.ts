import { nameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { az } from '@/lib/arm/az-command';
import { armTemplate } from '@/lib/changes/code/arm-template';
import { azScript } from '@/lib/changes/code/az-script';
import { bicepFiles } from '@/lib/changes/code/bicep';
import { groupOfScope } from '@/lib/changes/code/declared-id';
import { type Layout, layoutOf } from '@/lib/changes/code/layout';
import { noteEntries, noteTexts } from '@/lib/changes/code/notes';
import { planModel } from '@/lib/changes/code/plan-model';
import type { StepCode } from '@/lib/changes/code/step-code';
import { terraformText } from '@/lib/changes/code/terraform';
import type { PlanCode } from '@/lib/model/plan-review';

/** What a plan is made of, for its code: a step with or without what Azure says of it. */
export interface CodedStep {
  readonly title: string;
  code(): StepCode;
}

/** The command that deploys a template of the plan. https://learn.microsoft.com/cli/azure/deployment */
function deployCommand({ main, modules }: Layout, file: string): string {
  const group = groupOfScope(main.scope);
  const template = ['--template-file', file];
  if (group)
    return az(
      'deployment',
      'group',
      'create',
      '--subscription',
      group.subscriptionId,
      '--resource-group',
      group.name,
      ...template,
    );
  // Where Azure keeps the record of the deployment; it needs to be said above resource groups.
  const located = [main, ...modules].flatMap(({ declarations }) => declarations);
  const location = located.find((one) => one.location !== undefined)?.location ?? 'westeurope';
  const subscription = subscriptionIdOf(main.scope);
  return subscription === ''
    ? az(
        'deployment',
        'mg',
        'create',
        '--management-group-id',
        nameOf(main.scope),
        '--location',
        location,
        ...template,
      )
    : az('deployment', 'sub', 'create', '--subscription', subscription, '--location', location, ...template);
}

/** A whole plan as az commands, Bicep, an ARM template and Terraform: what its steps lead to, each resource once. */
export function planCode(steps: readonly CodedStep[]): PlanCode {
  const model = planModel(steps.map((step) => ({ title: step.title, code: step.code() })));
  const layout = layoutOf(model);
  const isEmpty = layout.main.declarations.length + layout.modules.length === 0;
  const undeclared = [...model.undeclared.filter((one) => !one.terraformOnly), ...layout.undeclared];
  const template = armTemplate(layout, noteEntries(undeclared));
  return {
    az: { files: [{ name: 'plan.sh', text: azScript(model.commands) }], run: 'sh -e plan.sh' },
    bicep: {
      files: bicepFiles(layout, noteTexts(undeclared, '//')),
      run: isEmpty ? '' : deployCommand(layout, 'main.bicep'),
    },
    arm: {
      files: [{ name: 'azuredeploy.json', text: JSON.stringify(template, null, 2) }],
      run: isEmpty ? '' : deployCommand(layout, 'azuredeploy.json'),
    },
    terraform: {
      files: [{ name: 'main.tf', text: terraformText(model) }],
      run: isEmpty ? '' : 'terraform init && terraform apply',
    },
  };
}
