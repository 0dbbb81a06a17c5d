import { z } from 'zod';
import { PrincipalOf } from '@/lib/changes/code/step-code';
import { assignmentName } from './assignment-name';
import { guid, nameOf, principalResourceId, scope, systemIdentityId } from './fields';
import { roleAssignmentCode, roleAssignmentSymbol } from './role-assignment-code';
import { defineStep } from './step';

const schema = z.object({
  /** A user-assigned identity, or the resource whose system-assigned identity gets the role. */
  principalResourceId,
  scope,
  roleGuid: guid,
  /** For people. */
  roleName: z.string().min(1).max(512),
  condition: z.string().max(8192, 'A condition has at most 8 KB.').default(''),
  description: z.string().max(1024, 'At most 1,024 characters.').default(''),
});
type AssignRoleInput = z.infer<typeof schema>;
interface State {
  readonly principalId: string | null;
  /** ARM id of the assignment that gives exactly this. */
  readonly existing: string | null;
  readonly existingCondition: string;
}

export const assignRole = defineStep<AssignRoleInput, State>({
  kind: 'assign-role',
  schema,
  title: ({ roleName, scope: at, principalResourceId: holder }) =>
    `Grant ${roleName} on ${nameOf(at)} to ${nameOf(holder)}`,
  detail: ({ condition }) =>
    `takes up to 10 minutes to work${condition === '' ? '' : ' · under a condition'}`,
  target: ({ scope: at }) => at,
  requires: ({ scope: at }) => [{ action: 'Microsoft.Authorization/roleAssignments/write', scope: at }],
  async observe({ principalResourceId: holder, scope: at, roleGuid }, azure) {
    const principalId = await azure.principalOf(holder);
    if (principalId === null) return { principalId, existing: null, existingCondition: '' };
    const found = (await azure.assignmentsOf(at, principalId)).find((one) => one.roleGuid === roleGuid);
    return { principalId, existing: found?.id ?? null, existingCondition: found?.condition ?? '' };
  },
  isDone: ({ condition }, { existing, existingCondition }) =>
    existing !== null && existingCondition === condition,
  blocker: ({ principalResourceId: holder, roleName, scope: at, condition }, state, planned) => {
    const willBe = planned.has(holder.toLowerCase()) || planned.has(systemIdentityId(holder).toLowerCase());
    if (state.principalId === null && !willBe)
      return `${nameOf(holder)} has no identity to grant anything to.`;
    return state.existing !== null && state.existingCondition !== condition
      ? `${nameOf(holder)} has ${roleName} on ${nameOf(at)} already, with another condition. Remove that grant first.`
      : null;
  },
  impact: ({ principalResourceId: holder, roleName, scope: at, condition }) => [
    {
      what: `${nameOf(holder)} on ${nameOf(at)}`,
      before: '—',
      after: roleName,
      note: `Whoever can use ${nameOf(holder)} gets this too.${condition === '' ? '' : ' Under a condition.'}`,
      tone: 'neutral',
    },
  ],
  async run({ scope: at, roleGuid, condition, description }, { principalId }, azure) {
    if (principalId === null) throw new Error('There is no principal to grant a role to.');
    const name = assignmentName(at, principalId, roleGuid);
    await azure.putAssignment(at, name, { roleGuid, principalId, condition, description });
  },
  undo({ scope: at, roleGuid, roleName, principalResourceId: holder }, { principalId, existing }) {
    if (existing !== null) return { possible: true, steps: [], note: 'It was granted before.' };
    return {
      possible: true,
      steps: [
        {
          kind: 'remove-role',
          input: {
            scope: at,
            roleGuid,
            roleName,
            holder: nameOf(holder),
            ...(principalId === null ? { principalResourceId: holder } : { principalId }),
          },
        },
      ],
      note: '',
    };
  },
  code({ scope: at, roleGuid, roleName, principalResourceId: holder, condition, description }, state) {
    const principalId = state?.principalId ?? null;
    return roleAssignmentCode({
      scope: at,
      // One that is there already is met by its own name: Azure refuses the same under another.
      name: state?.existing ? nameOf(state.existing) : assignmentName(at, principalId ?? holder, roleGuid),
      symbol: roleAssignmentSymbol(nameOf(holder), roleName, at),
      roleGuid,
      principal: principalId ?? new PrincipalOf(holder),
      principalType: 'ServicePrincipal',
      condition,
      description,
    });
  },
});
