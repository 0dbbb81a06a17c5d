import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { az } from '@/lib/arm/az-command';
import { onlyCommands } from '@/lib/changes/code/code-text';
import { defineStep } from './define-step';
import { identityId, tags } from './fields';

const schema = z.strictObject({ identityId, tags });
type State = Readonly<Record<string, string>> | null;

function same(left: Readonly<Record<string, string>>, right: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

export const tagIdentity = defineStep<State>()({
  kind: 'tag-identity',
  schema,
  title: ({ identityId: id }) => `Set the tags of ${nameOf(id)}`,
  detail: ({ tags: marks }) =>
    Object.entries(marks)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ') || 'none',
  target: ({ identityId: id }) => id,
  requires: ({ identityId: id }) => [
    { action: 'Microsoft.ManagedIdentity/userAssignedIdentities/write', scope: id },
  ],
  observe: async ({ identityId: id }, azure) => (await azure.identity(id))?.tags ?? null,
  isDone: ({ tags: wanted }, state) => state !== null && same(wanted, state),
  blocker: ({ identityId: id }, state, planned) =>
    state === null && !planned.has(id.toLowerCase()) ? `${nameOf(id)} does not exist.` : null,
  run: ({ identityId: id, tags: wanted }, _state, azure) => azure.tagIdentity(id, wanted),
  undo: ({ identityId: id }, before) => ({
    possible: true,
    steps: [{ kind: 'tag-identity', input: { identityId: id, tags: before ?? {} } }],
    note: '',
  }),
  code: ({ identityId: id, tags: marks }) =>
    onlyCommands(
      [
        // `az resource tag` would write the whole resource back.
        az(
          'rest',
          '--method',
          'patch',
          '--uri',
          `${id}?api-version=2024-11-30`,
          '--body',
          JSON.stringify({ tags: marks }),
        ),
      ],
      `Set \`tags\` where ${nameOf(id)} is declared.`,
    ),
});
