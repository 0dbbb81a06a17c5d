import { z } from 'zod';
import { az } from '@/lib/arm/az-command';
import { armText, bicepMap, bicepText, hclMap, hclText, symbol } from '@/lib/changes/code/code-text';
import type { IdentityState } from '@/lib/model/writer-states';
import { routes } from '@/lib/routes';
import { defineStep } from './define-step';
import { groupId, groupNameOf, identityName, location, subscriptionOf, tags } from './fields';
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

export const createIdentity = defineStep<IdentityState | null>()({
  kind: 'create-identity',
  schema,
  title: ({ name }) => `Create user-assigned identity ${name}`,
  detail: (input) =>
    `${groupNameOf(input.groupId)} · ${input.location} · isolation scope ${input.isolationScope.toLowerCase()}`,
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
      ? `${input.name} exists already in ${groupNameOf(input.groupId)}, in ${state.location}. An identity cannot move to another region: choose another name.`
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
    const tagWords = Object.entries(marks).map(([key, value]) => `${key}=${value}`);
    const isolated = isolationScope === 'Regional';
    return {
      az: [
        az(
          'identity',
          'create',
          '--subscription',
          subscriptionOf(group),
          '--resource-group',
          groupNameOf(group),
          '--name',
          name,
          '--location',
          region,
          ...(tagWords.length > 0 ? ['--tags', ...tagWords] : []),
          ...(isolated ? ['--isolation-scope', 'Regional'] : []),
        ),
      ],
      bicep: `resource ${symbol(name)} 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {\n  name: ${bicepText(name)}\n  location: ${bicepText(region)}\n  tags: ${bicepMap(marks)}${isolated ? "\n  properties: {\n    isolationScope: 'Regional'\n  }" : ''}\n}`,
      arm: {
        groupId: group,
        resources: [
          {
            type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
            apiVersion: '2024-11-30',
            name,
            location: region,
            tags: Object.fromEntries(Object.entries(marks).map(([key, value]) => [key, armText(value)])),
            ...(isolated ? { properties: { isolationScope } } : {}),
          },
        ],
      },
      terraform: `resource "azurerm_user_assigned_identity" "${symbol(name)}" {\n  name                = ${hclText(name)}\n  resource_group_name = ${hclText(groupNameOf(group))}\n  location            = ${hclText(region)}\n  tags                = ${hclMap(marks)}${isolated ? `\n  isolation_scope     = "Regional"` : ''}\n}`,
    };
  },
});
