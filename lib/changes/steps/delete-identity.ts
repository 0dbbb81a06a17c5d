import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { ImpactRow } from '@/lib/model/step';
import type { IdentityState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { identityId } from './fields';
import { defaultAfter } from './imds-impact';
import { yes } from './menu';

const schema = z.strictObject({ identityId });

export const deleteIdentity = defineStep<IdentityState | null>()({
  kind: 'delete-identity',
  schema,
  title: ({ identityId: id }) => `Delete user-assigned identity ${nameOf(id)}`,
  detail: () => 'cannot be undone: created again it has other ids',
  menus: {
    userAssigned: {
      label: 'Delete…',
      palette: 'Delete a user-assigned identity',
      group: 'removal',
      capability: () => yes,
      input: ({ armId }) => ({ identityId: armId }),
      // Its references and role assignments first, so that nothing is left of nobody.
      before: ({ armId, machineIds, roleAssignmentIds }) => [
        ...machineIds.map((id) => ({
          kind: 'detach-identities',
          stage: 0,
          input: { machineId: id, identityIds: [armId] },
        })),
        ...roleAssignmentIds.map((id) => ({ kind: 'remove-role', stage: 1, input: { assignmentId: id } })),
      ],
    },
  },
  irreversible: 'One of the same name gets other ids, and every grant and attachment is made anew.',
  nameToType: ({ identityId: id }) => nameOf(id),
  target: ({ identityId: id }) => id,
  deletes: ({ identityId: id }) => [id],
  requires: ({ identityId: id }) => [
    { action: 'Microsoft.ManagedIdentity/userAssignedIdentities/delete', scope: id },
  ],
  observe: ({ identityId: id }, azure) => azure.identity(id),
  isDone: (_input, state) => state === null,
  impact: ({ identityId: id }, state, estate) => {
    const row = estate.identityRow(id);
    if (row === undefined || state === null) return [];
    const name = nameOf(id);
    const rows: ImpactRow[] = estate.hostsOf(row).map((host) => ({
      what: `${estate.hosts.text('name', host)} loses ${name}`,
      before: 'attached',
      after: 'a reference to nothing stays on it',
      note: `Code that asks for ${name} gets no token. Detach it first to leave a clean machine. ${defaultAfter(estate, host, { remove: [id] })}`,
      tone: 'lost',
    }));
    const roleAssignments = estate.roleAssignmentsOf(state.principalId).length;
    if (roleAssignments > 0) {
      rows.push({
        what: 'Role assignments',
        before: `${roleAssignments} of ${name}`,
        after: `${roleAssignments} of nobody`,
        note: 'Azure keeps them as “Identity not found”. Remove them before or after.',
        tone: 'lost',
      });
    }
    const federated = estate.federatedOf(row);
    if (federated === null || federated.length > 0) {
      rows.push({
        what: 'Workloads that sign in from outside',
        before: federated === null ? 'unknown' : federated.map((one) => one.subject).join(', '),
        after: 'none',
        note: 'Federated credentials are deleted with it.',
        tone: federated === null ? 'unknown' : 'lost',
      });
    }
    rows.push({
      what: 'Tokens already given out',
      before: 'valid',
      after: 'valid until they expire, up to 24 hours',
      note: '',
      tone: 'neutral',
    });
    return rows;
  },
  run: ({ identityId: id }, _state, azure) => azure.deleteIdentity(id),
  undo: () => ({
    possible: false,
    why: 'A deleted identity does not come back: one of the same name gets other ids, and every grant and attachment is made anew.',
  }),
  code: ({ identityId: id }) =>
    onlyCommands('Remove its declaration.', azCommand('identity', 'delete', '--ids', id)),
});
