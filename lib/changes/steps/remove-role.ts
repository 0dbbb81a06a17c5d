import 'server-only';
import { z } from 'zod';
import { nameOf, roleAssignmentIdOf, scopeOfExtension } from '@/lib/arm/arm-id';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import { azCommand, onlyCommands, PrincipalOf } from '@/lib/changes/code/step-code';
import type { Names } from '@/lib/model/names';
import type { AssignmentState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { guid, principalResourceId, roleAssignmentId, scope, scopeName } from './fields';
import { yes } from './menu';

/** One role assignment by its ARM id, or what it says: the role, where, and whose it is. */
const schema = z
  .strictObject({
    assignmentId: roleAssignmentId.optional(),
    scope: scope.optional(),
    roleGuid: guid.optional(),
    principalId: guid.optional(),
    principalResourceId: principalResourceId.optional(),
  })
  .refine(
    ({ assignmentId, ...says }) =>
      assignmentId === undefined
        ? says.scope !== undefined &&
          says.roleGuid !== undefined &&
          (says.principalId === undefined) !== (says.principalResourceId === undefined)
        : Object.values(says).every((value) => value === undefined),
    { path: ['assignmentId'], error: 'Say which grant: its id, or its role, scope and principal.' },
  );
type Input = z.infer<typeof schema>;

function scopeOf({ assignmentId, scope: at }: Input): string {
  return assignmentId === undefined ? (at ?? '') : scopeOfExtension(assignmentId);
}

/** Role and principal in names a person reads; undefined when the assignment is in nothing that can be seen. */
function said(input: Input, names: Names): { role: string; principal: string } | undefined {
  const { assignmentId, roleGuid, principalId, principalResourceId: resource } = input;
  const found = assignmentId === undefined ? undefined : names.roleAssignment(assignmentId);
  if (assignmentId !== undefined && found === undefined) return undefined;
  return {
    role: names.role(found?.roleGuid ?? roleGuid ?? ''),
    principal:
      resource === undefined ? names.principal(found?.principalId ?? principalId ?? '') : nameOf(resource),
  };
}

async function find(input: Input, azure: AzureWriter): Promise<readonly AssignmentState[]> {
  const { assignmentId, principalId, principalResourceId: resource, roleGuid } = input;
  if (assignmentId !== undefined) {
    const one = await azure.assignment(assignmentId);
    return one === null ? [] : [one];
  }
  const principal = principalId ?? (resource === undefined ? null : await azure.principalOf(resource));
  if (principal === null) return [];
  return (await azure.assignmentsOf(scopeOf(input), principal)).filter((one) => one.roleGuid === roleGuid);
}

export const removeRole = defineStep<readonly AssignmentState[]>()({
  kind: 'remove-role',
  schema,
  title(input, names) {
    const { role, principal } = said(input, names) ?? {};
    return role === undefined
      ? `Remove the unknown role assignment ${nameOf(input.assignmentId ?? '')} on ${scopeName(scopeOf(input))}`
      : `Remove ${role} on ${scopeName(scopeOf(input))} from ${principal}`;
  },
  detail: () => 'takes up to 10 minutes to work',
  menus: {
    roleAssignment: {
      label: 'Remove…',
      several: { label: 'Remove…', title: (things) => `Remove ${things}` },
      group: 'removal',
      capability: () => yes,
      input: ({ armId }) => ({ assignmentId: armId }),
    },
  },
  target: scopeOf,
  deletes: (input) => [input.assignmentId ?? roleAssignmentIdOf(scopeOf(input), 'any')],
  requires: (input) => [{ action: 'Microsoft.Authorization/roleAssignments/delete', scope: scopeOf(input) }],
  observe: find,
  isDone: (_input, state) => state.length === 0,
  impact: (_input, state, _estate, names) =>
    state.map(({ principalId, roleGuid, scope: at }) => ({
      what: `${names.principal(principalId)} on ${scopeName(at)}`,
      before: names.role(roleGuid),
      after: '—',
      note: 'What it also has through groups or from above stays.',
      tone: 'lost',
    })),
  async run(_input, state, azure) {
    for (const { id } of state) await azure.deleteAssignment(id);
  },
  undo(_input, before) {
    if (before.length === 0) return { possible: true, steps: [], note: 'It was not granted before.' };
    const steps = before.map(({ id, scope: at, ...same }) => ({
      kind: 'restore-role',
      input: { ...same, scope: at, assignmentGuid: nameOf(id) },
    }));
    return { possible: true, steps, note: '' };
  },
  code(input, state) {
    const { roleGuid, principalId, principalResourceId: resource, assignmentId } = input;
    const ids = assignmentId === undefined ? (state ?? []).map(({ id }) => id) : [assignmentId];
    return onlyCommands(
      'Remove its declaration.',
      ids.length > 0
        ? azCommand('role', 'assignment', 'delete', '--ids', ...ids)
        : azCommand(
            'role',
            'assignment',
            'delete',
            '--assignee',
            principalId ?? new PrincipalOf(resource ?? ''),
            '--role',
            roleGuid ?? '',
            '--scope',
            scopeOf(input),
          ),
    );
  },
});
