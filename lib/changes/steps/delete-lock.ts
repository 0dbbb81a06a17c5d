import 'server-only';
import { z } from 'zod';
import { nameOf, resourceGroupNameOf, sameId, subscriptionIdOf } from '@/lib/arm/arm-id';
import { azCommand, IdOf, onlyCommands } from '@/lib/changes/code/step-code';
import type { LockState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { groupOf, lockableScope } from './fields';
import { yes } from './menu';

const lockName = z
  .string()
  .regex(/^[\w.-]{1,90}$/, 'Letters, digits, hyphens, underscores and periods only.')
  // It becomes part of an address, in which these two mean something else.
  .refine((name) => !/^\.+$/.test(name), 'Not only periods.');
const addSchema = z.strictObject({
  scope: lockableScope,
  name: lockName,
  notes: z.string().max(512).default(''),
});
const removeSchema = z.strictObject({ scope: lockableScope, name: lockName });
const type = 'Microsoft.Authorization/locks';

const lockId = (input: { scope: string; name: string }): string =>
  `${input.scope}/providers/${type}/${input.name}`;

/** What az locks: a resource by its id, a group or subscription by name. */
function lockedWords(at: string): readonly string[] {
  if (sameId(at, `/subscriptions/${subscriptionIdOf(at)}`)) return ['--subscription', subscriptionIdOf(at)];
  return sameId(at, groupOf(at))
    ? ['--subscription', subscriptionIdOf(at), '--resource-group', resourceGroupNameOf(at)]
    : ['--resource', at];
}

async function observe(
  input: { scope: string; name: string },
  azure: { locks(at: string): Promise<readonly LockState[]> },
): Promise<LockState | null> {
  return (await azure.locks(input.scope)).find(({ id }) => sameId(id, lockId(input))) ?? null;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources */
export const addDeleteLock = defineStep<LockState | null>()({
  kind: 'add-delete-lock',
  schema: addSchema,
  title: ({ scope: at }) => `Protect ${nameOf(at)} from deletion`,
  detail: ({ name }) =>
    `lock ${name}; its role assignments and federated credentials cannot be deleted either`,
  menus: {
    userAssigned: {
      label: 'Protect from deletion',
      palette: 'Protect an identity from deletion',
      group: 'protection',
      capability: () => yes,
      input: ({ armId, name }) => ({ scope: armId, name: `keep-${name}`.slice(0, 90) }),
    },
  },
  target: lockId,
  creates: (input) => [lockId(input)],
  requires: (input) => [{ action: `${type}/write`, scope: lockId(input) }],
  observe,
  isDone: (_input, state) => state !== null,
  run: ({ scope: at, name, notes }, _state, azure) => azure.putLock(at, name, notes),
  undo: ({ scope: at, name }, before) => ({
    possible: true,
    steps: before === null ? [{ kind: 'remove-delete-lock', input: { scope: at, name } }] : [],
    note: '',
  }),
  code: ({ scope: at, name, notes }) => ({
    az: [
      azCommand(
        'lock',
        'create',
        '--lock-type',
        'CanNotDelete',
        '--name',
        name,
        ...lockedWords(at),
        ...(notes === '' ? [] : ['--notes', notes]),
      ),
    ],
    declares: [
      {
        id: lockId({ scope: at, name }),
        apiVersion: '2020-05-01',
        symbol: `${nameOf(at)}_${name}`,
        properties: { level: 'CanNotDelete', ...(notes === '' ? {} : { notes }) },
        terraform: [
          {
            type: 'azurerm_management_lock',
            id: lockId({ scope: at, name }),
            arguments: {
              name,
              scope: new IdOf(at),
              lock_level: 'CanNotDelete',
              ...(notes === '' ? {} : { notes }),
            },
          },
        ],
      },
    ],
  }),
});

export const removeDeleteLock = defineStep<LockState | null>()({
  kind: 'remove-delete-lock',
  schema: removeSchema,
  title: ({ scope: at, name }) => `Remove the lock ${name} from ${nameOf(at)}`,
  detail: () => 'it can be deleted afterwards',
  unlocks: (input) => [lockId(input)],
  target: lockId,
  requires: (input) => [{ action: `${type}/delete`, scope: lockId(input) }],
  observe,
  isDone: (_input, state) => state === null,
  run: ({ scope: at, name }, _state, azure) => azure.deleteLock(at, name),
  undo: ({ scope: at, name }, before) => ({
    possible: true,
    steps: before === null ? [] : [{ kind: 'add-delete-lock', input: { scope: at, name } }],
    note: 'Its notes are not kept.',
  }),
  code: (input) =>
    onlyCommands('Remove its declaration.', azCommand('lock', 'delete', '--ids', lockId(input))),
});
