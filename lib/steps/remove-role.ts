import { z } from 'zod';
import { az } from '@/lib/identities/az-command';
import { onlyCommands } from './code-text';
import { guid, holderId, nameOf, scope } from './fields';
import { defineStep } from './step';
import type { AssignmentState } from './step-azure';

const schema = z
  .object({
    scope,
    roleGuid: guid,
    roleName: z.string().min(1).max(512),
    /** Name of the holder, for people; a GUID when nobody knows it any more. */
    holder: z.string().min(1).max(512),
    principalId: guid.optional(),
    /** Instead of `principalId`, where that is not known yet. */
    holderId: holderId.optional(),
    /** One grant among several of the same role, by its ARM id. */
    assignmentId: z.string().startsWith('/').max(2048).optional(),
  })
  .refine((input) => input.principalId !== undefined || input.holderId !== undefined, {
    path: ['principalId'],
    error: 'Say whose grant it is.',
  });
type Input = z.infer<typeof schema>;

async function principalOf(
  { principalId, holderId: holder }: Input,
  azure: { principalOf(id: string): Promise<string | null> },
): Promise<string | null> {
  return principalId ?? (holder === undefined ? null : azure.principalOf(holder));
}

export const removeRole = defineStep<Input, readonly AssignmentState[]>({
  kind: 'remove-role',
  schema,
  title: ({ roleName, scope: at, holder }) => `Remove ${roleName} on ${nameOf(at)} from ${holder}`,
  detail: () => 'takes up to 10 minutes to work',
  target: ({ scope: at }) => at,
  deletes: ({ scope: at, assignmentId }) => [
    assignmentId ?? `${at}/providers/Microsoft.Authorization/roleAssignments/any`,
  ],
  requires: ({ scope: at }) => [{ action: 'Microsoft.Authorization/roleAssignments/delete', scope: at }],
  async observe(input, azure) {
    const principalId = await principalOf(input, azure);
    if (principalId === null) return [];
    const found = await azure.assignmentsOf(input.scope, principalId);
    return found.filter(
      ({ id, roleGuid }) =>
        roleGuid === input.roleGuid &&
        (input.assignmentId === undefined || id.toLowerCase() === input.assignmentId.toLowerCase()),
    );
  },
  isDone: (_input, state) => state.length === 0,
  impact: ({ holder, roleName, scope: at }, state) =>
    state.length === 0
      ? []
      : [
          {
            what: `${holder} on ${nameOf(at)}`,
            before: roleName,
            after: '—',
            note: 'What it also has through groups or from above stays.',
            tone: 'lost',
          },
        ],
  async run(_input, state, azure) {
    for (const { id } of state) await azure.deleteAssignment(id);
  },
  undo({ scope: at, roleGuid, roleName, holderId: holder, holder: name }, before) {
    const [one] = before;
    if (one === undefined) return { possible: true, steps: [], note: 'It was not granted before.' };
    if (holder !== undefined) {
      const input = { holderId: holder, scope: at, roleGuid, roleName, condition: one.condition };
      return { possible: true, steps: [{ kind: 'assign-role', input }], note: '' };
    }
    const input = {
      principalId: one.principalId,
      principalType: one.principalType,
      holder: name,
      scope: at,
      roleGuid,
      roleName,
      condition: one.condition,
    };
    return { possible: true, steps: [{ kind: 'restore-role', input }], note: '' };
  },
  code: ({ scope: at, roleGuid, principalId, holder, assignmentId }) =>
    onlyCommands(
      assignmentId === undefined
        ? [
            az(
              'role',
              'assignment',
              'delete',
              '--assignee',
              principalId ?? holder,
              '--role',
              roleGuid,
              '--scope',
              at,
            ),
          ]
        : [az('role', 'assignment', 'delete', '--ids', assignmentId)],
      `Remove the role assignment of ${holder} on ${nameOf(at)}.`,
    ),
});
