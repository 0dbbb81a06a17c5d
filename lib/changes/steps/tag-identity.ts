import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { azCommand } from '@/lib/changes/code/step-code';
import type { IdentityState } from '@/lib/model/writer-states';
import { identityDeclaration } from './create-identity';
import { defineStep } from './define-step';
import { identityId, tags } from './fields';

const schema = z.strictObject({ identityId, tags });
type State = Pick<IdentityState, 'location' | 'tags' | 'isolationScope'> | null;

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
  async observe({ identityId: id }, azure) {
    const identity = await azure.identity(id);
    if (identity === null) return null;
    const { location, tags: marks, isolationScope } = identity;
    return { location, tags: marks, isolationScope };
  },
  isDone: ({ tags: wanted }, state) => state !== null && same(wanted, state.tags),
  blocker: ({ identityId: id }, state, planned) =>
    state === null && !planned.has(id.toLowerCase()) ? `${nameOf(id)} does not exist.` : null,
  run: ({ identityId: id, tags: wanted }, _state, azure) => azure.tagIdentity(id, wanted),
  undo: ({ identityId: id }, before) => ({
    possible: true,
    steps: [{ kind: 'tag-identity', input: { identityId: id, tags: before?.tags ?? {} } }],
    note: '',
  }),
  code: ({ identityId: id, tags: marks }, state) => ({
    az: [
      // `az resource tag` would write the whole resource back.
      azCommand(
        'rest',
        '--method',
        'patch',
        '--uri',
        `${id}?api-version=2024-11-30`,
        '--body',
        JSON.stringify({ tags: marks }),
      ),
    ],
    changes: [
      {
        of: id,
        before: state ? { ...identityDeclaration(id, state), standing: true } : null,
        apply: (resource) => ({ ...resource, tags: marks }),
      },
    ],
  }),
});
