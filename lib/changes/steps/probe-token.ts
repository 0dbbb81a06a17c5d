import 'server-only';
import { z } from 'zod';
import { nameOf, sameId } from '@/lib/arm/arm-id';
import { AzureError } from '@/lib/arm/azure-error';
import { portalFault } from '@/lib/arm/fault';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import { probeArguments } from '@/lib/azure/write/probe-arguments';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { ProbeFacts } from '@/lib/flow/explain-probe/context';
import { explainProbe } from '@/lib/flow/explain-probe/explain-probe';
import { defaultIndex } from '@/lib/flow/explain-probe/probe-facts';
import { parseProbe } from '@/lib/flow/parse-probe';
import { targetText } from '@/lib/flow/target-need';
import type { ProbeExplanation, ProbeFinding } from '@/lib/model/token-probe';
import type { ProbedMachine, ProbeTargetState } from '@/lib/model/writer-states';
import { defineRunOnce } from './define-step';
import { machineId, systemIdentityId, identityId as userAssignedId } from './fields';
import { missingTarget, observeTarget, parametersOf, targetSchema } from './probe-target';
import type { RunContext } from './step';

const schema = z
  .strictObject({
    machineId,
    selector: z.enum(['default', 'client-id', 'object-id', 'resource-id']),
    /** A user-assigned identity, or the virtual machine for its system-assigned one; '' for the default. */
    identityId: z.union([z.literal(''), userAssignedId, machineId], {
      error: 'Choose an identity, or the virtual machine for its system-assigned one.',
    }),
    target: targetSchema,
  })
  .refine(({ selector, identityId }) => (selector === 'default') === (identityId === ''), {
    path: ['identityId'],
    error: 'The default identity is asked for without naming one; every other way names one.',
  })
  .refine(({ machineId: vm, identityId }) => identityId === '' || isOwnOrUserAssigned(vm, identityId), {
    path: ['identityId'],
    error: 'The system-assigned identity of another virtual machine cannot be asked for.',
  });
type Input = z.output<typeof schema>;

interface Identity {
  /** ARM id; the VM's own for its system-assigned identity. */
  readonly id: string;
  readonly principalId: string;
  /** '' where it was not needed. */
  readonly clientId: string;
}
interface State {
  readonly machine: ProbedMachine | null;
  /** The identity asked for, or the one Azure's rule makes the default. */
  readonly identity: Identity | null;
  readonly target: ProbeTargetState | null;
}

function isOwnOrUserAssigned(vm: string, identityId: string): boolean {
  return sameId(vm, identityId) || userAssignedId.safeParse(identityId).success;
}

async function identityOf(
  input: Input,
  machine: ProbedMachine | null,
  azure: AzureWriter,
): Promise<Identity | null> {
  const { machineId: vm, identityId, selector } = input;
  if (identityId !== '' && !sameId(identityId, vm)) {
    const found = await azure.identity(identityId);
    return found && { id: found.id, principalId: found.principalId, clientId: found.clientId };
  }
  if (machine === null) return null;
  const own = { id: machine.id, principalId: machine.systemPrincipalId };
  const all = [...(own.principalId === '' ? [] : [own]), ...machine.userAssigned];
  const chosen = identityId === '' ? all[defaultIndex(all, machine.id)] : all.find((one) => one === own);
  if (chosen === undefined) return null;
  const clientId = selector === 'client-id' ? ((await azure.systemIdentity(vm))?.clientId ?? '') : '';
  return { ...chosen, clientId };
}

function identityText({ machineId: vm, identityId }: Input): string {
  if (identityId === '') return 'its default identity';
  return sameId(identityId, vm) ? 'its system-assigned identity' : nameOf(identityId);
}

/** Why no script can run on the VM now; null when nothing speaks against it. */
function machineBlocker(vm: string, { power, agent }: ProbedMachine): string | null {
  if (power !== 'running' && power !== 'unknown')
    return `${vm} is ${power}. A script can run on a running virtual machine only: start it first.`;
  return agent === 'ready' || agent === 'unknown'
    ? null
    : `The VM agent of ${vm} is not ready (${agent}), and Run Command needs it.`;
}

function factsOf({ machine, identity, target }: State): ProbeFacts {
  const named = (one: { readonly id: string; readonly principalId: string }, clientId = '') => ({
    id: one.id,
    name: nameOf(one.id),
    principalId: one.principalId,
    clientId,
  });
  const own = machine && { id: machine.id, principalId: machine.systemPrincipalId };
  const attached = machine === null ? [] : [...(own?.principalId ? [own] : []), ...machine.userAssigned];
  return {
    attached: machine === null ? null : attached.map((one) => ({ ...named(one), missing: false })),
    asked: identity && named(identity, identity.clientId),
    access: null,
    newestRoleAt: -1,
    usesRbac: null,
    policySecrets: null,
    network: target,
    scopeName: nameOf,
  };
}

/** What the script found, once. Throws AzureError. */
async function probeOnce(
  input: Input,
  state: State,
  azure: AzureWriter,
  context: RunContext,
): Promise<ProbeFinding> {
  const { machine, identity, target } = state;
  const vm = nameOf(input.machineId);
  const during = `Run the token probe on ${vm}`;
  const refuse = (code: string, message: string) => new AzureError(portalFault({ code, message, during }));
  if (machine === null || target === null) throw new Error('Nothing can be run there.');
  const value = {
    default: '',
    'client-id': identity?.clientId ?? '',
    'object-id': identity?.principalId ?? '',
    'resource-id': identity?.id ?? '',
  }[input.selector];
  if (value === '' && input.selector !== 'default')
    throw refuse(
      'NoSuchIdentity',
      `Azure names no ID of ${identityText(input)} that the request could carry.`,
    );
  const parameters = parametersOf(input.target, target.endpoint, input.selector, value);
  let statuses: { code: string; message: string }[];
  try {
    statuses = await azure.runTokenProbe(machine, parameters, context.report);
  } catch (error) {
    if (error instanceof AzureError && error.fault.status === 409 && error.fault.code === 'Conflict')
      throw new AzureError({
        ...error.fault,
        message: `Another Run Command is under way on ${vm}, and Azure runs one at a time. Wait until it has ended, then try again. Azure said: ${error.fault.message}`,
      });
    throw error;
  }
  const parsed = parseProbe(statuses);
  if (!parsed.ok) throw refuse('ProbeUnreadable', parsed.why);
  const { machineId: id, ...asked } = input;
  return { ...asked, machineId: id, at: Date.now(), result: parsed.result };
}

const propagation = 'Azure can take up to 10 minutes for a new role assignment to work';

function failure(found: ProbeExplanation, note: string): AzureError {
  const causes = found.causes.length > 0 ? ` Possible causes: ${found.causes.join(' ')}` : '';
  const message = `${found.title}. ${found.why}${causes} ${found.whatToDo}${note}`;
  const during = 'Prove access from the virtual machine';
  return new AzureError(portalFault({ code: `ProbeStopsAt${found.step}`, message, during }));
}

/**
 * Has the VM itself get a token and use it, through Run Command, and says where it stops.
 * https://learn.microsoft.com/azure/virtual-machines/run-command-overview
 */
export const probeToken = defineRunOnce<State>()({
  kind: 'probe-token',
  schema,
  title: ({ machineId: id, target }) => `Prove that ${nameOf(id)} can read ${targetText(target)}`,
  detail: (input) =>
    `as ${identityText(input)}; takes 20 seconds or more on Azure; cannot be canceled there; you can leave this page and return`,
  irreversible: 'A probe only reads; there is nothing to undo.',
  proof:
    'The virtual machine got a token of the identity that was asked for, and the service answered its call. The token and what was read stayed on it.',
  machine: ({ machineId: id }) => id,
  target: ({ machineId: id }) => id,
  requires: ({ machineId: id }) => [
    { action: 'Microsoft.Compute/virtualMachines/runCommand/action', scope: id },
  ],
  async observe(input, azure) {
    const [machine, target] = await Promise.all([
      azure.probedMachine(input.machineId),
      observeTarget(azure, input.target),
    ]);
    return { machine, target, identity: await identityOf(input, machine, azure) };
  },
  blocker(input, { machine, identity, target }, planned) {
    const vm = nameOf(input.machineId);
    if (machine === null && !planned.has(input.machineId.toLowerCase())) return `${vm} does not exist.`;
    const blocked = machine === null ? null : machineBlocker(vm, machine);
    if (blocked !== null) return blocked;
    if (target === null) return missingTarget(input.target);
    const id = sameId(input.identityId, input.machineId)
      ? systemIdentityId(input.machineId)
      : input.identityId;
    return identity === null && input.selector !== 'default' && !planned.has(id.toLowerCase())
      ? `${sameId(input.identityId, input.machineId) ? `${vm} has no system-assigned identity` : `${nameOf(id)} does not exist`}.`
      : null;
  },
  impact: ({ machineId: id, target }) => [
    {
      what: nameOf(id),
      before: '—',
      after: `a script runs that reads ${targetText(target)}`,
      note: 'It changes nothing. The token and what it reads stay on the virtual machine.',
      tone: 'neutral',
    },
  ],
  async run(input, state, azure, context) {
    const { pauses, pauseMs, pause } = context.propagation ?? {
      pauses: 0,
      pauseMs: 0,
      pause: async () => {},
    };
    for (let attempt = 0; ; attempt += 1) {
      const finding = await probeOnce(input, state, azure, context);
      context.keep?.(finding);
      const record = { ...finding, operationId: context.operationId, position: 0 };
      const found = explainProbe(record, factsOf(state));
      if (found === null) return;
      const mayPass = context.propagation !== undefined && finding.result.call?.status === 403;
      if (!mayPass) throw failure(found, '');
      if (attempt >= pauses)
        throw failure(
          found,
          ` ${propagation}. It was tried ${attempt + 1} times; wait, and run the probe again.`,
        );
      context.report(`${propagation}; trying again in ${Math.ceil(pauseMs / 1000)} s`);
      await pause();
    }
  },
  code(input, state) {
    const isWindows = state?.machine?.os === 'Windows';
    const { identity = null, target = null } = state ?? {};
    const value = { default: '', 'client-id': identity?.clientId, 'object-id': identity?.principalId }[
      input.selector === 'resource-id' ? 'default' : input.selector
    ];
    // An ID that is not known yet is replaced by the one that is: the resource ID names the same identity.
    const selector = value || input.selector === 'default' ? input.selector : 'resource-id';
    const endpoint = target?.endpoint ?? `https://${nameOf(targetId(input))}/`;
    const parameters = parametersOf(input.target, endpoint, selector, value || input.identityId);
    const script = isWindows ? 'token-probe.ps1' : 'token-probe.sh';
    return onlyCommands(
      `A probe is not declared. Its script is served by this portal as /probe/${script}.`,
      azCommand(
        'vm',
        'run-command',
        'invoke',
        '--ids',
        input.machineId,
        '--command-id',
        isWindows ? 'RunPowerShellScript' : 'RunShellScript',
        '--scripts',
        `@${script}`,
        '--parameters',
        ...probeArguments(parameters).map(({ name, value: one }) => `${name}=${one}`),
      ),
    );
  },
});

function targetId({ target }: Input): string {
  return target.kind === 'arm'
    ? 'management.azure.com'
    : target.kind === 'secret'
      ? target.vaultId
      : target.accountId;
}
