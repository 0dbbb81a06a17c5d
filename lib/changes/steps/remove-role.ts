import { z } from 'zod';
import { azCommand, onlyCommands, PrincipalOf } from '@/lib/changes/code/step-code';
import type { AssignmentState, AzureWriter } from '@/lib/model/azure-writer';
import { guid, nameOf, principalResourceId, scope } from './fields';
import { defineStep } from './step';

const schema = z
  .object({
    scope,
    roleName: z.string().min(1).max(512),
    /** Name of the holder, for people; a GUID when nobody knows it any more. */
    holder: z.string().min(1).max(512),
    /** The grant itself, by its ARM id. */
    assignmentId: z
      .string()
      .max(2048)
      .regex(
        /^\/[\p{L}\p{N}_\-.()~@/ ']*\/roleAssignments\/[0-9a-f-]{36}$/iu,
        'Not the id of a role assignment.',
      )
      .optional(),
    /** Or what it says: the role, and whose it is. */
    roleGuid: guid.optional(),
    principalId: guid.optional(),
    principalResourceId: principalResourceId.optional(),
  })
  .refine(
    (input) =>
      input.assignmentId !== undefined ||
      (input.roleGuid !== undefined && (input.principalId ?? input.principalResourceId) !== undefined),
    { path: ['assignmentId'], error: 'Say which grant.' },
  );
type Input = z.infer<typeof schema>;

async function find(input: Input, azure: AzureWriter): Promise<readonly AssignmentState[]> {
  const { assignmentId, principalId, principalResourceId: holder, scope: at, roleGuid } = input;
  if (assignmentId !== undefined) {
    const one = await azure.assignment(assignmentId);
    return one === null ? [] : [one];
  }
  const principal = principalId ?? (holder === undefined ? null : await azure.principalOf(holder));
  if (principal === null) return [];
  return (await azure.assignmentsOf(at, principal)).filter((one) => one.roleGuid === roleGuid);
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
  observe: find,
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
  undo({ scope: at, roleName, principalResourceId: holder, holder: name }, before) {
    const [one] = before;
    if (one === undefined) return { possible: true, steps: [], note: 'It was not granted before.' };
    const { roleGuid, principalId, principalType, condition } = one;
    const same = { scope: at, roleGuid, roleName, condition };
    const step =
      holder === undefined
        ? { kind: 'restore-role', input: { ...same, principalId, principalType, holder: name } }
        : { kind: 'assign-role', input: { ...same, principalResourceId: holder } };
    return { possible: true, steps: [step], note: '' };
  },
  code({ scope: at, roleGuid, principalId, principalResourceId: resource, holder, assignmentId }, state) {
    const ids = assignmentId === undefined ? (state ?? []).map(({ id }) => id) : [assignmentId];
    const assignee = principalId ?? (resource === undefined ? holder : new PrincipalOf(resource));
    return onlyCommands(
      'Remove its declaration.',
      ids.length > 0
        ? azCommand('role', 'assignment', 'delete', '--ids', ...ids)
        : azCommand(
            'role',
            'assignment',
            'delete',
            '--assignee',
            assignee,
            '--role',
            roleGuid ?? '',
            '--scope',
            at,
          ),
    );
  },
});
