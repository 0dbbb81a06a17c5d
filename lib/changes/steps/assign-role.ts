import 'server-only';
import { z } from 'zod';
import { nameOf } from '@/lib/arm/arm-id';
import { PrincipalOf } from '@/lib/changes/code/step-code';
import { routes } from '@/lib/routes';
import { assignmentName } from './assignment-name';
import { defineStep } from './define-step';
import { guid, principalResourceId, scope, scopeName, systemIdentityId } from './fields';
import { yes } from './menu';
import { roleAssignmentCode } from './role-assignment-code';

const schema = z.strictObject({
  /** A user-assigned identity, or the resource whose system-assigned identity gets the role. */
  principalResourceId,
  scope,
  roleGuid: guid,
  condition: z.string().max(8192, 'A condition has at most 8 KB.').default(''),
  description: z.string().max(1024, 'At most 1,024 characters.').default(''),
});
interface State {
  readonly principalId: string | null;
  /** ARM id of the assignment that gives exactly this. */
  readonly existing: string | null;
  readonly existingCondition: string;
}

const form = { href: routes.newRoleAssignment(), param: 'principal', page: 'access' };

export const assignRole = defineStep<State>()({
  kind: 'assign-role',
  schema,
  title: ({ roleGuid, scope: at, principalResourceId: principal }, names) =>
    `Grant ${names.role(roleGuid)} on ${scopeName(at)} to ${nameOf(principal)}`,
  detail: ({ condition }) =>
    `takes up to 10 minutes to work${condition === '' ? '' : ' · under a condition'}`,
  menus: {
    userAssigned: {
      label: 'Give it access',
      palette: 'Give an identity access',
      group: 'access',
      primary: true,
      capability: () => yes,
      input: () => null,
      form,
    },
    systemAssigned: {
      label: 'Give it access',
      group: 'access',
      primary: true,
      capability: () => yes,
      input: () => null,
      form,
    },
  },
  countsTowards: 'role assignments',
  target: ({ scope: at }) => at,
  requires: ({ scope: at }) => [{ action: 'Microsoft.Authorization/roleAssignments/write', scope: at }],
  async observe({ principalResourceId: principal, scope: at, roleGuid }, azure) {
    const principalId = await azure.principalOf(principal);
    if (principalId === null) return { principalId, existing: null, existingCondition: '' };
    const found = (await azure.assignmentsOf(at, principalId)).find((one) => one.roleGuid === roleGuid);
    return { principalId, existing: found?.id ?? null, existingCondition: found?.condition ?? '' };
  },
  isDone: ({ condition }, { existing, existingCondition }) =>
    existing !== null && existingCondition === condition,
  blocker: ({ principalResourceId: principal, scope: at, condition }, state, planned) => {
    const willBe =
      planned.has(principal.toLowerCase()) || planned.has(systemIdentityId(principal).toLowerCase());
    if (state.principalId === null && !willBe)
      return `${nameOf(principal)} has no identity to grant anything to.`;
    return state.existing !== null && state.existingCondition !== condition
      ? `${nameOf(principal)} has this role on ${scopeName(at)} already, with another condition. Remove that grant first.`
      : null;
  },
  impact: ({ principalResourceId: principal, roleGuid, scope: at, condition }, _state, _estate, names) => [
    {
      what: `${nameOf(principal)} on ${scopeName(at)}`,
      before: '—',
      after: names.role(roleGuid),
      note: `Whoever can use ${nameOf(principal)} gets this too.${condition === '' ? '' : ' Under a condition.'}`,
      tone: 'neutral',
    },
  ],
  async run({ scope: at, roleGuid, condition, description }, { principalId }, azure) {
    if (principalId === null) throw new Error('There is no principal to grant a role to.');
    const name = assignmentName(at, principalId, roleGuid);
    const principalType = 'ServicePrincipal';
    await azure.putAssignment(at, name, { roleGuid, principalId, principalType, condition, description });
  },
  undo({ scope: at, roleGuid, principalResourceId: principal }, { principalId, existing }) {
    if (existing !== null) return { possible: true, steps: [], note: 'It was granted before.' };
    const whose = principalId === null ? { principalResourceId: principal } : { principalId };
    const steps = [{ kind: 'remove-role', input: { scope: at, roleGuid, ...whose } }];
    return { possible: true, steps, note: '' };
  },
  code({ scope: at, roleGuid, principalResourceId: principal, condition, description }, state, names) {
    const principalId = state?.principalId ?? null;
    return roleAssignmentCode({
      scope: at,
      // One that is there already is met by its own name: Azure refuses the same under another.
      name: state?.existing ? nameOf(state.existing) : assignmentName(at, principalId ?? principal, roleGuid),
      principalName: nameOf(principal),
      roleName: names.role(roleGuid),
      roleGuid,
      principal: principalId ?? new PrincipalOf(principal),
      principalType: 'ServicePrincipal',
      condition,
      description,
    });
  },
});
