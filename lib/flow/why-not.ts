import { nameOf } from '@/lib/arm/arm-id';
import { normalScope } from '@/lib/arm/scopes';
import { isHidden } from '@/lib/audit/rule/coverage';
import type { EstateReader, RoleRow } from '@/lib/model/estate-reader';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { deniesAt } from '@/lib/rbac/permissions';
import { permissionAllows, permissionAllowsData } from '@/lib/rbac/privilege';
import { conditionHolds } from './condition-holds';
import { smallestRoleFor } from './smallest-role-for';
import type { Need } from './target-need';
import { type AccessAnswer, type AccessReason, type AccessWay, answerWords } from './why-not-words';

export interface AccessQuestion extends Need {
  /** Principal (object) ID of the identity; '' when it is not known. */
  readonly principalId: string;
  /**
   * Secret permissions that access policies of the vault give it; null when they were not read. Counts only for a vault
   * that uses access policies.
   */
  readonly policySecrets?: readonly string[] | null;
}

interface Found {
  readonly allowing: AccessWay[];
  readonly undecided: AccessWay[];
  readonly others: AccessWay[];
  readonly excluded: AccessWay[];
  readonly controlOnly: AccessWay[];
  readonly doubts: string[];
}

/** The vault a scope lies in or is, lower case; '' for other scopes. */
function vaultOf(scope: string): string {
  return /^.*\/providers\/microsoft\.keyvault\/vaults\/[^/]+/.exec(scope)?.[0] ?? '';
}

function sortWays(estate: EstateReader, question: AccessQuestion, scope: string): Found {
  const { principalId, action, plane } = question;
  const found: Found = { allowing: [], undecided: [], others: [], excluded: [], controlOnly: [], doubts: [] };
  const inForce = new Set([scope, ...estate.scopesAbove(scope)]);
  const allowed = plane === 'data' ? permissionAllowsData : permissionAllows;
  const complete = visitRoleAssignments(estate, principalId, (row, groupId) => {
    const { armId, scope: at, roleGuid, condition } = estate.roleAssignment(row);
    if (!inForce.has(at)) return;
    const role = estate.role(roleGuid);
    const group = groupId === null ? undefined : estate.principal(groupId);
    const way: AccessWay = {
      roleAssignmentId: armId,
      role: role?.name ?? 'a role whose definition could not be read',
      scope: at,
      scopeName: at === '/' ? 'the tenant root' : estate.scopeName(at),
      viaGroup: groupId === null ? '' : group?.known ? group.principal.displayName : 'a group',
      condition: condition ?? '',
    };
    if (role === undefined) {
      found.doubts.push(`What a role assigned on ${way.scopeName} allows could not be read.`);
      return;
    }
    if (role.permissions.some((one) => allowed(one, action))) {
      const holds = condition === null || condition === '' || conditionHolds(condition, action);
      (holds ? found.allowing : found.undecided).push(way);
      return;
    }
    const whole = { notActions: [], notDataActions: [] };
    if (role.permissions.some((one) => allowed({ ...one, ...whole }, action))) found.excluded.push(way);
    else if (role.permissions.some(({ dataActions }) => dataActions.length > 0)) found.others.push(way);
    else found.controlOnly.push(way);
  });
  if (!complete)
    found.doubts.push('Its group memberships could not be read, so roles it has through groups are unknown.');
  if (isHidden(estate, 'scopesAbove'))
    found.doubts.push('Role assignments on management groups above could not be seen.');
  const subscription = /^\/subscriptions\/([^/]+)/.exec(scope)?.[1];
  const isVisible = estate.subscriptions.some(
    (one) => one.subscriptionId.toLowerCase() === subscription && one.visible,
  );
  const isRefused = estate.gaps.some(({ id }) => id === 'source:roleAssignments' || id === 'subscriptions');
  if (subscription !== undefined && (!isVisible || isRefused))
    found.doubts.push(`Role assignments on or above ${nameOf(scope)} could not all be read.`);
  return found;
}

/**
 * Whether an identity may do something, by what the estate shows: which role assignment allows it, or why none does.
 * Azure adds roles up, takes notActions away within one role, and lets a deny assignment beat them all:
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 * Nothing that could not be seen counts as no: it makes the answer unknown. Network rules are never seen here.
 * @param roles role definitions the caller can see, from which the smallest that would do is chosen
 */
export function whyNot(
  estate: EstateReader,
  roles: Iterable<RoleRow>,
  question: AccessQuestion,
): AccessAnswer {
  const scope = normalScope(question.scope);
  const smallest = smallestRoleFor(roles, question);
  const answer = (
    verdict: AccessAnswer['verdict'],
    reason: AccessReason,
    more: Partial<Pick<AccessAnswer, 'by' | 'others' | 'deniedBy' | 'doubts'>> = {},
  ): AccessAnswer => {
    const parts = { verdict, reason, by: [], others: [], deniedBy: [], doubts: [], ...more };
    const smallestRole = verdict === 'allowed' || reason === 'vault policies' ? null : smallest;
    return { ...parts, smallestRole, ...answerWords(parts, question, smallestRole) };
  };
  if (question.principalId === '')
    return answer('unknown', 'unseen', { doubts: ['Its principal (object) ID is not known.'] });
  const vault = question.plane === 'data' ? vaultOf(scope) : '';
  const usesRbac = vault === '' ? true : estate.vaultUsesRbac(vault);
  if (usesRbac === false) {
    const has = question.policySecrets ?? null;
    if (has === null)
      return answer('unknown', 'vault policies', { doubts: ['The vault’s access policies were not read.'] });
    const gets = has.some((one) => /^(get|all)$/i.test(one));
    return answer(gets ? 'allowed' : 'not allowed', 'vault policies');
  }
  const found = sortWays(estate, question, scope);
  const doubts = [...found.doubts];
  if (usesRbac === undefined)
    doubts.push('Whether the vault uses Azure RBAC or its own access policies could not be read.');
  const others = [...found.others, ...found.excluded, ...found.controlOnly];
  const known = estate.denyAssignments();
  const ids = [question.principalId, ...(estate.groupsOf(question.principalId) ?? [])];
  const allowed = question.plane === 'data' ? permissionAllowsData : permissionAllows;
  const deniedBy = deniesAt(known ?? [], ids, scope, estate.scopesAbove(scope))
    .filter(({ permissions }) => permissions.some((one) => allowed(one, question.action)))
    .map(({ name }) => name);
  if (deniedBy.length > 0)
    return answer('not allowed', 'denied', { by: [...found.allowing, ...found.undecided], others, deniedBy });
  if (found.allowing.length > 0) {
    const by = found.allowing;
    if (known === null) doubts.push('Deny assignments could not be read, and one would take it away.');
    // What else it may have does not matter where one assignment is enough.
    const sure = known !== null && usesRbac === true;
    return answer(sure ? 'allowed' : 'unknown', 'assignment', { by, others, doubts: sure ? [] : doubts });
  }
  if (found.undecided.length > 0) {
    const condition = 'Whether the condition holds depends on the request and the resource.';
    return answer('unknown', 'condition', { by: found.undecided, others, doubts: [condition, ...doubts] });
  }
  const reason: AccessReason =
    found.excluded.length > 0
      ? 'excluded'
      : others.length === 0
        ? 'no assignment'
        : question.plane === 'data' && found.others.length === 0
          ? 'control plane only'
          : 'other roles';
  return answer(doubts.length > 0 ? 'unknown' : 'not allowed', reason, { others, doubts });
}
