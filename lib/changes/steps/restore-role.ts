import { z } from 'zod';
import type { AssignmentState } from '@/lib/model/azure-writer';
import { assignmentName } from './assignment-name';
import { guid, nameOf, scope } from './fields';
import { roleAssignmentCode, roleAssignmentSymbol } from './role-assignment-code';
import { defineStep } from './step';

const schema = z.object({
  principalId: guid,
  principalType: z.enum(['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device', 'Unknown']),
  holder: z.string().min(1).max(512),
  scope,
  roleGuid: guid,
  roleName: z.string().min(1).max(512),
  condition: z.string().max(8192).default(''),
});
type Input = z.infer<typeof schema>;

/** Gives back a role that was removed, to a principal known by its object id. */
export const restoreRole = defineStep<Input, readonly AssignmentState[]>({
  kind: 'restore-role',
  schema,
  title: ({ roleName, scope: at, holder }) => `Grant ${roleName} on ${nameOf(at)} to ${holder} again`,
  detail: () => 'takes up to 10 minutes to work',
  target: ({ scope: at }) => at,
  requires: ({ scope: at }) => [{ action: 'Microsoft.Authorization/roleAssignments/write', scope: at }],
  observe: async ({ scope: at, principalId, roleGuid }, azure) =>
    (await azure.assignmentsOf(at, principalId)).filter((one) => one.roleGuid === roleGuid),
  isDone: (_input, state) => state.length > 0,
  run: ({ scope: at, principalId, roleGuid, condition }, _state, azure) =>
    azure.putAssignment(at, assignmentName(at, principalId, roleGuid), {
      roleGuid,
      principalId,
      condition,
      description: '',
    }),
  undo: ({ principalId, holder, scope: at, roleGuid, roleName }, before) => ({
    possible: true,
    steps:
      before.length > 0
        ? []
        : [{ kind: 'remove-role', input: { principalId, holder, scope: at, roleGuid, roleName } }],
    note: '',
  }),
  code: ({ scope: at, principalId, principalType, roleGuid, roleName, holder, condition }, state) =>
    roleAssignmentCode({
      scope: at,
      name: nameOf(state?.[0]?.id ?? assignmentName(at, principalId, roleGuid)),
      symbol: roleAssignmentSymbol(holder, roleName, at),
      roleGuid,
      principal: principalId,
      principalType,
      condition,
      description: '',
    }),
});
