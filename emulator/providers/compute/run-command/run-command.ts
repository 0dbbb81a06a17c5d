import { z } from 'zod';
import type { ArmResource } from '../../../core/contract/entities.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Answer, Context, Route } from '../../../core/contract/provider.ts';
import { requireResource } from '../../../core/tracked/not-found.ts';
import { parseBody } from '../../../core/tracked/tracked-resource.ts';
import { groupPath } from '../../../core/tracked/tracked-routes.ts';
import { startVmOperation } from '../virtual-machines/vm-update.ts';
import { powerOf, vmType } from '../virtual-machines/vm-wire.ts';
import { runPowerShell } from './powershell/run.ts';
import { type Output, type Parameter, runShell } from './shell.ts';

const bodySchema = z.object({
  commandId: z.string(),
  script: z.array(z.string()).nullish(),
  parameters: z.array(z.object({ name: z.string().nullish(), value: z.string().nullish() })).nullish(),
});

/** Azure shows the end of what a script wrote. https://learn.microsoft.com/azure/virtual-machines/linux/run-command#restrictions */
const outputLimitBytes = 4096;
const runMs = 1000;

/** Machines on which a command is under way; Azure runs one at a time. */
const busy = new WeakMap<Context['world'], Set<string>>();

function tail(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= outputLimitBytes
    ? text
    : bytes.subarray(-outputLimitBytes).toString('utf8').replace(/^�+/, '');
}

function conflict(message: string): ArmError {
  return new ArmError(409, 'Conflict', message);
}

/** The answer for Linux has one status with both outputs, the one for Windows has two. */
function resultOf(isWindows: boolean, { stdout, stderr }: Output): Answer {
  const status = (code: string, message: string) => ({
    code,
    level: 'Info',
    displayStatus: 'Provisioning succeeded',
    message,
  });
  const value = isWindows
    ? [
        status('ComponentStatus/StdOut/succeeded', tail(stdout)),
        status('ComponentStatus/StdErr/succeeded', tail(stderr)),
      ]
    : [
        status(
          'ProvisioningState/succeeded',
          `Enable succeeded: \n[stdout]\n${tail(stdout)}\n[stderr]\n${tail(stderr)}`,
        ),
      ];
  return { status: 200, body: { value } };
}

function isWindows(vm: ArmResource): boolean {
  return /"osType":"Windows"/i.test(JSON.stringify(vm.properties.storageProfile ?? {}));
}

function parametersOf({ parameters }: z.infer<typeof bodySchema>): Parameter[] {
  return (parameters ?? []).map(({ name, value }) => ({ ...(name ? { name } : {}), value: value ?? '' }));
}

async function interpret(
  context: Context,
  vm: ArmResource,
  body: z.infer<typeof bodySchema>,
): Promise<Output> {
  const script = (body.script ?? []).join('\n');
  switch (body.commandId.toLowerCase()) {
    case 'runshellscript': {
      return runShell(script, parametersOf(body), (request) => context.reach(vm.id, request));
    }
    case 'runpowershellscript':
      return runPowerShell(script, parametersOf(body), (request) => context.reach(vm.id, request));
    default:
      throw new ArmError(404, 'NotFound', `The entity '${body.commandId}' was not found.`);
  }
}

/** POST runCommand: interpreted, never executed; see the README for what is understood. */
async function runCommand(context: Context): Promise<Answer> {
  const vm = requireResource(context, vmType);
  const body = parseBody(bodySchema, context.body);
  if (powerOf(vm) !== 'running') {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      `Cannot modify extensions in the VM when the VM is not running.`,
    );
  }
  const running = busy.get(context.world) ?? new Set<string>();
  busy.set(context.world, running);
  const key = vm.id.toLowerCase();
  if (running.has(key)) {
    throw conflict(
      'Run command extension execution is in progress. Please wait for completion before invoking a run command.',
    );
  }
  running.add(key);
  try {
    const answer = resultOf(isWindows(vm), await interpret(context, vm, body));
    const { headers } = startVmOperation(
      context,
      vm,
      runMs,
      () => running.delete(key),
      () => answer,
    );
    return { status: 202, headers: headers.all };
  } catch (error) {
    running.delete(key);
    throw error;
  }
}

export const runCommandRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${groupPath(vmType)}/{name}/runCommand`,
    operation: 'VirtualMachines_RunCommand',
    action: `${vmType}/runCommand/action`,
    handle: runCommand,
  },
];
