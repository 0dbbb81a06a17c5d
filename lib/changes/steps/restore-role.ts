import 'server-only';
import { z } from 'zod';
import { roleAssignmentIdOf } from '@/lib/arm/arm-id';
import type { AssignmentState } from '@/lib/model/writer-states';
import { defineStep } from './define-step';
import { guid, scope, scopeName } from './fields';
import { roleAssignmentCode } from './role-assignment-code';

const schema = z.strictObject({
  principalId: guid,
  principalType: z.enum(['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device', 'Unknown']),
  scope,
  roleGuid: guid,
  /** The assignment's own name: it comes back under the id it had. */
  assignmentGuid: guid,
  condition: z.string().max(8192).default(''),
  description: z.string().max(1024).default(''),
});

/** Gives back a role that was removed, to a principal known by its object id, as it was. */
export const restoreRole = defineStep<readonly AssignmentState[]>()({
  kind: 'restore-role',
  schema,
  title: ({ roleGuid, scope: at, principalId }, names) =>
    `Grant ${names.role(roleGuid)} on ${scopeName(at)} to ${names.principal(principalId)} again`,
  detail: () => 'takes up to 10 minutes to work',
  countsTowards: 'role assignments',
  target: ({ scope: at }) => at,
  requires: ({ scope: at }) => [{ action: 'Microsoft.Authorization/roleAssignments/write', scope: at }],
  observe: async ({ scope: at, principalId, roleGuid }, azure) =>
    (await azure.assignmentsOf(at, principalId)).filter((one) => one.roleGuid === roleGuid),
  isDone: ({ condition }, state) => state.some((one) => one.condition === condition),
  impact: ({ roleGuid, scope: at, principalId, condition }, _state, _estate, names) => [
    {
      what: `${names.principal(principalId)} on ${scopeName(at)}`,
      before: '—',
      after: names.role(roleGuid),
      note: condition === '' ? '' : 'Under a condition.',
      tone: 'neutral',
    },
  ],
  run: ({ scope: at, assignmentGuid, ...body }, _state, azure) =>
    azure.putAssignment(at, assignmentGuid, {
      ...body,
      // Azure answers Unknown for principals it cannot look up, and does not accept that word: without it Azure looks the principal up itself.
      principalType: body.principalType === 'Unknown' ? '' : body.principalType,
    }),
  undo: ({ scope: at, assignmentGuid, condition }, before) => ({
    possible: true,
    steps: before.some((one) => one.condition === condition)
      ? []
      : [
          {
            kind: 'remove-role',
            input: { assignmentId: roleAssignmentIdOf(at, assignmentGuid) },
          },
        ],
    note: '',
  }),
  code: ({ assignmentGuid, principalId, ...assignment }, _state, names) =>
    roleAssignmentCode({
      ...assignment,
      name: assignmentGuid,
      principalName: names.principal(principalId),
      roleName: names.role(assignment.roleGuid),
      principal: principalId,
      named: true,
    }),
});
