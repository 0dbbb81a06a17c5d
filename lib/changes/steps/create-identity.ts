import 'server-only';
import { z } from 'zod';
import { nameOf, resourceGroupNameOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { type Declaration, NameOf } from '@/lib/changes/code/step-code';
import type { IdentityState } from '@/lib/model/writer-states';
import { routes } from '@/lib/routes';
import { defineStep } from './define-step';
import { groupId, groupOf, identityName, location, tags } from './fields';
import { yes } from './menu';

const schema = z.strictObject({
  groupId,
  name: identityName,
  location,
  tags: tags.default({}),
  /** Regional: only resources of the same region can use it. https://learn.microsoft.com/entra/identity/managed-identities-azure-resources */
  isolationScope: z.enum(['None', 'Regional']).default('None'),
});

export function newIdentityId(input: { groupId: string; name: string }): string {
  return `${input.groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${input.name}`;
}

/** A user-assigned identity in ARM's shape and azurerm's. */
export function identityDeclaration(
  id: string,
  {
    location: region,
    tags: marks,
    isolationScope,
  }: Pick<IdentityState, 'location' | 'tags' | 'isolationScope'>,
): Declaration {
  const isolated = isolationScope === 'Regional';
  return {
    id,
    apiVersion: '2024-11-30',
    symbol: nameOf(id),
    location: region,
    ...(Object.keys(marks).length > 0 ? { tags: marks } : {}),
    ...(isolated ? { properties: { isolationScope } } : {}),
    terraform: [
      {
        type: 'azurerm_user_assigned_identity',
        id,
        arguments: {
          name: nameOf(id),
          resource_group_name: new NameOf(groupOf(id)),
          location: region,
          ...(isolated ? { isolation_scope: isolationScope } : {}),
        },
      },
    ],
  };
}

export const createIdentity = defineStep<IdentityState | null>()({
  kind: 'create-identity',
  schema,
  title: ({ name }) => `Create user-assigned identity ${name}`,
  detail: (input) =>
    `${resourceGroupNameOf(input.groupId)} · ${input.location} · isolation scope ${input.isolationScope.toLowerCase()}`,
  menus: {
    estate: {
      label: 'Create',
      palette: 'Create a user-assigned identity',
      group: 'identity',
      capability: () => yes,
      input: () => null,
      form: { href: routes.newIdentity(), param: 'vms', page: '' },
    },
  },
  target: newIdentityId,
  creates: (input) => [newIdentityId(input)],
  requires: (input) => [
    { action: 'Microsoft.ManagedIdentity/userAssignedIdentities/write', scope: newIdentityId(input) },
  ],
  observe: (input, azure) => azure.identity(newIdentityId(input)),
  isDone: (input, state) => state !== null && state.location === input.location,
  blocker: (input, state) =>
    state !== null && state.location !== input.location
      ? `${input.name} exists already in ${resourceGroupNameOf(input.groupId)}, in ${state.location}. An identity cannot move to another region: choose another name.`
      : null,
  impact: (input, state) =>
    state === null
      ? [
          {
            what: `Identity ${input.name}`,
            before: 'does not exist',
            after: 'stands by itself until it is deleted',
            note: 'Nobody uses it and it can reach nothing until it is attached and granted.',
            tone: 'neutral',
          },
        ]
      : [],
  run: ({ groupId: group, name, location: region, tags: marks, isolationScope }, _state, azure) =>
    azure.putIdentity(newIdentityId({ groupId: group, name }), {
      location: region,
      tags: marks,
      isolationScope,
    }),
  undo: (input, before) =>
    before === null
      ? {
          possible: true,
          steps: [{ kind: 'delete-identity', input: { identityId: newIdentityId(input) } }],
          note: 'Created again it would have other ids, and need its grants anew.',
        }
      : { possible: true, steps: [], note: `${input.name} was there before.` },
  code: (input) => {
    const { groupId: group, name, location: region, tags: marks, isolationScope } = input;
    const id = newIdentityId(input);
    const tagWords = Object.entries(marks).map(([key, value]) => `${key}=${value}`);
    return {
      az: [
        {
          words: [
            'identity',
            'create',
            '--subscription',
            subscriptionIdOf(group),
            '--resource-group',
            resourceGroupNameOf(group),
            '--name',
            name,
            '--location',
            region,
            ...(tagWords.length > 0 ? ['--tags', ...tagWords] : []),
            ...(isolationScope === 'Regional' ? ['--isolation-scope', 'Regional'] : []),
          ],
          answers: { principalOf: id, query: 'principalId' },
        },
      ],
      declares: [identityDeclaration(id, { location: region, tags: marks, isolationScope })],
    };
  },
});
