import type { FlowRepair } from '@/lib/model/identity-flow';
import { needOf } from '../target-need';
import { wayText } from '../why-not-words';
import { capital, type ProbeCase, type ProbeContext } from './context';
import { assignRole, openRoleAssignment } from './repairs';

/** How long Azure says a role assignment can take. https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected */
const propagationMs = 10 * 60_000;

/** Whether the service answered that the principal is not authorized, whatever its words for that are. */
export function isUnauthorized({ record }: ProbeContext): boolean {
  const { call, claims } = record.result;
  if (call === null || claims === null || call.status !== 403) return false;
  return /^(ForbiddenByRbac|AuthorizationPermissionMismatch|AuthorizationFailed|LinkedAuthorizationFailed)$/i.test(
    call.code,
  );
}

const messageHas = ({ record }: ProbeContext, text: RegExp): boolean =>
  text.test(record.result.call?.message ?? '');
const isAllowed = ({ facts }: ProbeContext): boolean =>
  facts.access !== null && facts.access.by.length > 0 && facts.access.reason === 'assignment';
const smallest = ({ facts }: ProbeContext) => facts.access?.smallestRole ?? null;
const assign = (at: ProbeContext): FlowRepair | null => assignRole(at, smallest(at));
const needs = ({ record }: ProbeContext): string => needOf(record.target).action;
const roleName = (at: ProbeContext): string => smallest(at)?.name ?? `a role that includes ${needs(at)}`;

/** Denied by a deny assignment, by the words of Azure Resource Manager, of Key Vault, or of the estate. */
export const denyCase: ProbeCase = {
  id: 'denied',
  step: 7,
  when: (at) =>
    /^DenyAssignmentAuthorizationFailed$/i.test(at.record.result.call?.code ?? '') ||
    (isUnauthorized(at) &&
      (messageHas(at, /DecisionReason: 'DeniedByDenyAssignment|deny assignment with name/) ||
        at.facts.access?.reason === 'denied')),
  says: (at) => {
    const names = at.facts.access?.deniedBy ?? [];
    return {
      title: `A deny assignment blocks ${at.identity}`,
      why: `${names.length > 0 ? `${names.join(', ')} denies` : 'It denies'} ${needs(at)}, whatever roles are assigned.`,
      whatToDo:
        'Have whoever owns the deployment stack, managed application, or deny assignment exclude this identity. Another role does not help.',
    };
  },
};

/** A role allows it under a condition that does not hold. */
const conditionCase: ProbeCase = {
  id: 'condition',
  step: 7,
  when: (at) =>
    isUnauthorized(at) &&
    (messageHas(at, /DeniedWithABACEvaluationInRA|ABAC condition not fulfilled/) ||
      at.facts.access?.reason === 'condition'),
  says: (at) => {
    const [way] = at.facts.access?.reason === 'condition' ? at.facts.access.by : [];
    return {
      title: `The condition of a role assignment is not met for ${at.target}`,
      why: way
        ? `${wayText(way)} allows it under a condition, and the condition did not hold.`
        : 'A role assignment allows it under a condition, and the condition did not hold.',
      whatToDo: 'Change the condition so that it covers this resource, or choose a target it covers.',
      repair: way ? openRoleAssignment(way.roleAssignmentId) : null,
    };
  },
};

/** The estate shows a role that allows it: it does not work yet, or the token is older. */
const tooNewCase: ProbeCase = {
  id: 'role-too-new',
  step: 7,
  when: (at) => {
    const { newestRoleAt } = at.facts;
    const issued = (at.record.result.claims?.iat ?? -1) * 1000;
    return (
      isUnauthorized(at) &&
      isAllowed(at) &&
      newestRoleAt >= 0 &&
      (at.record.at - newestRoleAt < propagationMs || (issued > 0 && issued < newestRoleAt))
    );
  },
  says: (at) => {
    const issued = (at.record.result.claims?.iat ?? -1) * 1000;
    const isOld = issued > 0 && issued < at.facts.newestRoleAt;
    return {
      title: `The role assignment of ${at.identity} does not work yet`,
      why: `${at.facts.access?.by.slice(0, 1).map(wayText).join('') ?? 'A role'} allows it and is newer than ${isOld ? 'the token' : '10 minutes'}. Azure can take up to 10 minutes for a new role assignment to work${isOld ? ', and the metadata service keeps a token for up to 24 hours' : ''}.`,
      whatToDo: 'Wait 10 minutes and run the probe again.',
    };
  },
};

/** The estate shows a role that allows it, and has for a while. */
const shouldWorkCase: ProbeCase = {
  id: 'role-should-do',
  step: 7,
  when: (at) => isUnauthorized(at) && isAllowed(at),
  says: (at) => ({
    title: `${capital(at.identity)} was refused, although a role assignment allows it`,
    why: 'What the estate shows and what the service answered do not agree, so it is not known which of these it is.',
    causes: [
      'The role assignment was made or changed a few minutes ago.',
      'A deny assignment that this portal cannot see takes it away.',
      'The role assignment was removed after the estate was read, or is of another identity with this name.',
    ],
    whatToDo:
      'Wait 10 minutes and run the probe again. If it stays so, check deny assignments on the resource.',
  }),
};

/** Roles are there, and they manage the resource instead of reaching its data. */
const controlOnlyCase: ProbeCase = {
  id: 'control-plane-only',
  step: 7,
  when: (at) => isUnauthorized(at) && at.facts.access?.reason === 'control plane only',
  says: (at) => ({
    title: `The roles of ${at.identity} manage ${at.resource} but do not reach its data`,
    why: `${(at.facts.access?.others ?? []).slice(0, 3).map(wayText).join('; ')}: roles like Owner, Contributor, and Reader have no data actions. This call needs ${needs(at)}.`,
    whatToDo: `Assign ${roleName(at)} on ${at.resource}.`,
    repair: assign(at),
  }),
};

const otherRoleCase: ProbeCase = {
  id: 'other-roles',
  step: 7,
  when: (at) =>
    isUnauthorized(at) &&
    (at.facts.access?.reason === 'other roles' || at.facts.access?.reason === 'excluded'),
  says: (at) => ({
    title: `The roles of ${at.identity} do not include reading ${at.target}`,
    why: `${at.facts.access?.why ?? ''}`,
    whatToDo: `Assign ${roleName(at)} on ${at.resource}.`,
    repair: assign(at),
  }),
};

const noRoleCase: ProbeCase = {
  id: 'no-role',
  step: 7,
  when: (at) =>
    isUnauthorized(at) &&
    at.facts.access?.reason === 'no assignment' &&
    at.facts.access.verdict === 'not allowed',
  says: (at) => ({
    title: `${capital(at.identity)} has no role on ${at.resource}`,
    why: `The token is good. No role assignment on ${at.resource} or above it lets it read ${at.target}.`,
    whatToDo: `Assign ${roleName(at)} on ${at.resource}.`,
    repair: assign(at),
  }),
};

/** Role assignments could not all be read, or not at all. */
const unknownRoleCase: ProbeCase = {
  id: 'permission-unknown',
  step: 7,
  when: isUnauthorized,
  says: (at) => ({
    title: `${capital(at.identity)} is not allowed to read ${at.target}`,
    why: 'Its role assignments could not all be read, so it is not known which of these it is.',
    causes: [
      `It has no role on ${at.resource} that includes ${needs(at)}.`,
      'Its role assignment was made in the last 10 minutes.',
      'A condition or a deny assignment is in the way.',
    ],
    whatToDo: `Assign ${roleName(at)} on ${at.resource} if it has none.`,
    repair: assign(at),
  }),
};

/** A principal that is known, and may not: the same reasons whichever service says so. The most certain first. */
export const missingPermission: readonly ProbeCase[] = [
  denyCase,
  conditionCase,
  tooNewCase,
  shouldWorkCase,
  controlOnlyCase,
  otherRoleCase,
  noRoleCase,
  unknownRoleCase,
];
