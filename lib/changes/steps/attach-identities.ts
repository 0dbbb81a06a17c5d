import 'server-only';
import { z } from 'zod';
import { nameOf, sameId } from '@/lib/arm/arm-id';
import { azCommand } from '@/lib/changes/code/step-code';
import type { ImpactRow } from '@/lib/model/step';
import type { IdentityState, MachineState } from '@/lib/model/writer-states';
import { routes } from '@/lib/routes';
import { defineStep } from './define-step';
import { identityId, machineId } from './fields';
import { imdsImpact } from './imds-impact';
import {
  danglingOf,
  identityChange,
  identityPatch,
  identityRoles,
  noMachine,
  onMachine,
} from './machine-identity';
import { yes } from './menu';

const schema = z.strictObject({
  machineId,
  identityIds: z.array(identityId).min(1, 'Choose at least one identity.').max(100),
});
interface State {
  readonly machine: MachineState | null;
  readonly identities: readonly (IdentityState | null)[];
}

const names = (ids: readonly string[]): string => ids.map(nameOf).join(', ');

/**
 * Attaching needs the right to write the machine and, for each identity named in the request, the right to assign it.
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-configure-managed-identities#user-assigned-managed-identity
 */
export const attachIdentities = defineStep<State>()({
  kind: 'attach-identities',
  schema,
  title: ({ machineId: id, identityIds }) => `Attach ${names(identityIds)} to ${nameOf(id)}`,
  detail: () => 'what is attached already stays; at most 4 updates a minute a machine',
  menus: {
    machine: {
      label: 'Give it an identity',
      several: { label: 'Give an identity', title: (things) => `Give ${things} an identity` },
      palette: 'Give machines an identity',
      group: 'access',
      primary: true,
      capability: () => yes,
      input: () => null,
      form: { href: routes.giveIdentity(), param: 'vm', page: 'which' },
    },
    userAssigned: {
      label: 'Attach to machines',
      group: 'identity',
      capability: () => yes,
      input: () => null,
      form: { href: routes.giveIdentity(), param: 'identity', page: '' },
    },
  },
  machine: ({ machineId: id }) => id,
  target: ({ machineId: id }) => id,
  roles: () => identityRoles,
  requires: ({ machineId: id, identityIds }) => [
    { action: 'Microsoft.Compute/virtualMachines/write', scope: id },
    ...identityIds.map((one) => ({
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
      scope: one,
    })),
  ],
  async observe({ machineId: id, identityIds }, azure) {
    const [machine, ...identities] = await Promise.all([
      azure.machine(id, { checked: true }),
      ...identityIds.map((one) => azure.identity(one)),
    ]);
    return { machine, identities };
  },
  isDone: ({ identityIds }, { machine }) =>
    machine !== null &&
    identityIds.every((id) => machine.user.some((one) => sameId(one.id, id) && one.principalId !== '')),
  blocker({ machineId: id, identityIds }, { machine, identities }, planned) {
    const missing = noMachine(id, machine, planned);
    if (missing) return missing;
    const gone = identityIds.filter(
      (one, index) => identities[index] === null && !planned.has(one.toLowerCase()),
    );
    if (gone.length > 0) return `${names(gone)} ${gone.length === 1 ? 'does' : 'do'} not exist.`;
    const elsewhere = identities.find(
      (one) => one?.isolationScope === 'Regional' && machine && one.location !== machine.location,
    );
    return elsewhere
      ? `${nameOf(elsewhere.id)} is isolated to ${elsewhere.location}; ${nameOf(id)} is in ${machine?.location}.`
      : null;
  },
  impact({ machineId: id, identityIds }, { machine }) {
    if (!machine) return [];
    const rows: ImpactRow[] = [imdsImpact(nameOf(id), onMachine(machine), { add: identityIds })];
    const dangling = danglingOf(machine);
    if (dangling.length > 0) {
      rows.push({
        what: `References to deleted identities on ${nameOf(id)}`,
        before: dangling.join(', '),
        after: 'removed',
        note: 'They would make Azure refuse the change.',
        tone: 'neutral',
      });
    }
    return rows;
  },
  async run({ machineId: id, identityIds }, { machine }, azure, { report }) {
    if (!machine) throw new Error('A machine that does not exist cannot be changed.');
    await azure.patchMachineIdentity(id, identityPatch(machine, { add: identityIds }), machine.etag, report);
  },
  undo({ machineId: id, identityIds }, { machine }) {
    const added = identityIds.filter((one) => !machine?.user.some((was) => sameId(was.id, one)));
    return {
      possible: true,
      steps:
        added.length === 0
          ? []
          : [{ kind: 'detach-identities', input: { machineId: id, identityIds: added } }],
      note: '',
    };
  },
  code: ({ machineId: id, identityIds }, state) => ({
    az: [azCommand('vm', 'identity', 'assign', '--ids', id, '--identities', ...identityIds)],
    changes: [identityChange(id, state?.machine, { add: identityIds })],
  }),
});
