import 'server-only';
import { z } from 'zod';
import { nameOf, sameId } from '@/lib/arm/arm-id';
import { azCommand } from '@/lib/changes/code/step-code';
import type { MachineState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { identityId, machineId } from './fields';
import { imdsImpact } from './imds-impact';
import { identityChange, identityPatch, noMachine, onMachine } from './machine-identity';
import { done, yes } from './menu';

const schema = z.strictObject({
  machineId,
  identityIds: z.array(identityId).min(1, 'Choose at least one identity.').max(100),
});

const names = (ids: readonly string[]): string => ids.map(nameOf).join(', ');

/** Detaching needs no right on the identity, and works for references to identities that no longer exist. */
export const detachIdentities = defineStep<MachineState | null>()({
  kind: 'detach-identities',
  schema,
  title: ({ machineId: id, identityIds }) => `Detach ${names(identityIds)} from ${nameOf(id)}`,
  detail: () => 'the identity itself and its grants stay',
  menus: {
    attachment: {
      label: 'Detach',
      labelFor: ({ missing }) => (missing ? 'Remove reference' : 'Detach'),
      group: 'removal',
      capability: () => yes,
      input: (thing) => ({ machineId: thing.machineId, identityIds: [thing.identityId] }),
    },
    machine: {
      label: 'Detach user-assigned',
      onPage: false,
      several: {
        label: 'Detach user-assigned',
        title: (things) => `Detach the user-assigned identities of ${things}`,
      },
      group: 'identity',
      capability: ({ identityIds }) => (identityIds.length > 0 ? yes : done),
      input: ({ armId, identityIds }) =>
        identityIds.length > 0 ? { machineId: armId, identityIds: [...identityIds] } : null,
    },
  },
  machine: ({ machineId: id }) => id,
  target: ({ machineId: id }) => id,
  requires: ({ machineId: id }) => [{ action: 'Microsoft.Compute/virtualMachines/write', scope: id }],
  observe: ({ machineId: id }, azure) => azure.machine(id, { checked: true }),
  isDone: ({ identityIds }, state) =>
    state !== null && !identityIds.some((id) => state.user.some((one) => sameId(one.id, id))),
  blocker: ({ machineId: id }, state, planned) => noMachine(id, state, planned),
  impact: ({ machineId: id, identityIds }, state) =>
    state === null
      ? []
      : [
          imdsImpact(nameOf(id), onMachine(state), { remove: identityIds }),
          {
            what: `${nameOf(id)} loses`,
            before: names(identityIds),
            after: '—',
            note: 'Tokens already given out stay valid until they expire, up to 24 hours.',
            tone: 'lost',
          },
        ],
  async run({ machineId: id, identityIds }, state, azure, { report }) {
    if (!state) throw new Error('A machine that does not exist cannot be changed.');
    await azure.patchMachineIdentity(id, identityPatch(state, { remove: identityIds }), state.etag, report);
  },
  undo({ machineId: id, identityIds }, before) {
    const had = identityIds.filter((one) => before?.user.some((was) => sameId(was.id, one) && !was.missing));
    return {
      possible: true,
      steps:
        had.length === 0 ? [] : [{ kind: 'attach-identities', input: { machineId: id, identityIds: had } }],
      note: had.length < identityIds.length ? 'References to deleted identities do not come back.' : '',
    };
  },
  code: ({ machineId: id, identityIds }, state) => ({
    az: [azCommand('vm', 'identity', 'remove', '--ids', id, '--identities', ...identityIds)],
    changes: [identityChange(id, state, { remove: identityIds })],
  }),
});
