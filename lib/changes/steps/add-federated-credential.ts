import 'server-only';
import { z } from 'zod';
import { nameOf, resourceGroupNameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { defaultAudience, federationRemarks } from '@/lib/audit/federation/federation-risks';
import { azCommand, IdOf } from '@/lib/changes/code/step-code';
import type { FederatedState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { identityId } from './fields';

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const maxPerIdentity = 20;

const schema = z.strictObject({
  identityId,
  name: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$/, '3 to 120 letters, digits, hyphens and underscores.'),
  issuer: z.url({ protocol: /^https$/, error: 'An https address.' }).max(600),
  subject: z.string().min(1, 'Say which workload may sign in.').max(600, 'At most 600 characters.'),
  audience: z.string().min(1).max(600).default(defaultAudience),
});
type Input = z.infer<typeof schema>;
interface State {
  readonly exists: boolean;
  readonly credentials: readonly FederatedState[];
}

const find = (input: Input, { credentials }: State): FederatedState | undefined =>
  credentials.find(({ name }) => name.toLowerCase() === input.name.toLowerCase());

export const addFederatedCredential = defineStep<State>()({
  kind: 'add-federated-credential',
  schema,
  title: ({ identityId: id, name }) => `Let ${name} sign in as ${nameOf(id)}`,
  detail: ({ subject, issuer }) => `${subject} · ${issuer}`,
  // Azure refuses two writes to the credentials of one identity at once.
  machine: ({ identityId: id }) => id,
  target: ({ identityId: id }) => id,
  creates: ({ identityId: id, name }) => [`${id}/federatedIdentityCredentials/${name}`],
  requires: ({ identityId: id, name }) => [
    {
      action: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write',
      scope: `${id}/federatedIdentityCredentials/${name}`,
    },
  ],
  async observe({ identityId: id }, azure) {
    if ((await azure.identity(id)) === null) return { exists: false, credentials: [] };
    return { exists: true, credentials: await azure.federated(id) };
  },
  isDone(input, state) {
    const found = find(input, state);
    return (
      found !== undefined &&
      found.issuer === input.issuer &&
      found.subject === input.subject &&
      found.audiences.join() === input.audience
    );
  },
  blocker(input, state, planned) {
    const { identityId: id, issuer, subject } = input;
    if (!state.exists && !planned.has(id.toLowerCase())) return `${nameOf(id)} does not exist.`;
    const twin = state.credentials.find((one) => one.issuer === issuer && one.subject === subject);
    if (twin && twin.name.toLowerCase() !== input.name.toLowerCase())
      return `${twin.name} trusts the same workload already; issuer and subject together must be unique on an identity.`;
    if (find(input, state) === undefined && state.credentials.length >= maxPerIdentity)
      return `${nameOf(id)} has ${maxPerIdentity} federated credentials already, the most Azure allows.`;
    return null;
  },
  impact({ identityId: id, issuer, subject, audience }) {
    const remarks = federationRemarks({ issuer, subject, audiences: [audience] });
    return [
      {
        what: `Who can become ${nameOf(id)}`,
        before: '—',
        after: subject,
        note: remarks.map(({ text }) => `${text}.`).join(' '),
        tone: remarks.length > 0 ? 'lost' : 'neutral',
      },
    ];
  },
  run: ({ identityId: id, name, issuer, subject, audience }, _state, azure) =>
    azure.putFederated(id, { name, issuer, subject, audiences: [audience] }),
  undo(input, before) {
    const was = find(input, before);
    const { identityId: id, name } = input;
    if (was === undefined)
      return {
        possible: true,
        steps: [{ kind: 'remove-federated-credential', input: { identityId: id, name } }],
        note: '',
      };
    const { issuer, subject, audiences } = was;
    return {
      possible: true,
      steps: [
        {
          kind: 'add-federated-credential',
          input: { identityId: id, name, issuer, subject, audience: audiences[0] ?? '' },
        },
      ],
      note: '',
    };
  },
  code: ({ identityId: id, name, issuer, subject, audience }) => {
    const credential = `${id}/federatedIdentityCredentials/${name}`;
    return {
      az: [
        azCommand(
          'identity',
          'federated-credential',
          'create',
          '--subscription',
          subscriptionIdOf(id),
          '--resource-group',
          resourceGroupNameOf(id),
          '--identity-name',
          nameOf(id),
          '--name',
          name,
          '--issuer',
          issuer,
          '--subject',
          subject,
          '--audiences',
          audience,
        ),
      ],
      declares: [
        {
          id: credential,
          apiVersion: '2024-11-30',
          symbol: `${nameOf(id)}_${name}`,
          oneAtATimeOn: id,
          properties: { issuer, subject, audiences: [audience] },
          terraform: [
            {
              type: 'azurerm_federated_identity_credential',
              id: credential,
              arguments: {
                name,
                user_assigned_identity_id: new IdOf(id),
                audience: [audience],
                issuer,
                subject,
              },
            },
          ],
        },
      ],
    };
  },
});
