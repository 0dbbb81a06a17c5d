import 'server-only';
import { z } from 'zod';
import { nameOf, resourceGroupNameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { azCommand, onlyCommands } from '@/lib/changes/code/step-code';
import type { FederatedState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { identityId } from './fields';
import { yes } from './menu';

const schema = z.strictObject({ identityId, name: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,119}$/) });

export const removeFederatedCredential = defineStep<FederatedState | null>()({
  kind: 'remove-federated-credential',
  schema,
  title: ({ identityId: id, name }) => `No longer let ${name} sign in as ${nameOf(id)}`,
  detail: () => 'tokens already given out stay valid until they expire',
  menus: {
    federatedCredential: {
      label: 'Remove',
      group: 'removal',
      capability: () => yes,
      input: ({ identityId: id, name }) => ({ identityId: id, name }),
    },
  },
  // Azure refuses two writes to the credentials of one identity at once.
  machine: ({ identityId: id }) => id,
  target: ({ identityId: id }) => id,
  deletes: ({ identityId: id, name }) => [`${id}/federatedIdentityCredentials/${name}`],
  requires: ({ identityId: id, name }) => [
    {
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete',
      scope: `${id}/federatedIdentityCredentials/${name}`,
    },
  ],
  async observe({ identityId: id, name }, azure) {
    if ((await azure.identity(id)) === null) return null;
    const all = await azure.federated(id);
    return all.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? null;
  },
  isDone: (_input, state) => state === null,
  impact: ({ identityId: id }, state) =>
    state === null
      ? []
      : [
          {
            what: `Who can become ${nameOf(id)}`,
            before: state.subject,
            after: '—',
            note: 'That workload gets no new tokens.',
            tone: 'lost',
          },
        ],
  run: ({ identityId: id, name }, _state, azure) => azure.deleteFederated(id, name),
  undo: ({ identityId: id }, before) => ({
    possible: true,
    steps:
      before === null
        ? []
        : [
            {
              kind: 'add-federated-credential',
              input: {
                identityId: id,
                name: before.name,
                issuer: before.issuer,
                subject: before.subject,
                audience: before.audiences[0] ?? '',
              },
            },
          ],
    note: '',
  }),
  code: ({ identityId: id, name }) =>
    onlyCommands(
      'Remove its declaration.',
      azCommand(
        'identity',
        'federated-credential',
        'delete',
        '--subscription',
        subscriptionIdOf(id),
        '--resource-group',
        resourceGroupNameOf(id),
        '--identity-name',
        nameOf(id),
        '--name',
        name,
        '--yes',
      ),
    ),
});
