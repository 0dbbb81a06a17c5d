import type { Permission } from '../core/contract/entities.ts';

/** Everything that decides, as plain lists. */
export interface RbacFacts {
  /** Each scope with the one directly above it; `/` is above all that have none. */
  readonly parents: ReadonlyMap<string, string>;
  /** Group object id to its direct members. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly roles: ReadonlyMap<string, readonly Permission[]>;
  readonly assignments: readonly { principalId: string; role: string; scope: string }[];
  readonly denials: readonly {
    scope: string;
    principals: readonly string[];
    excluded: readonly string[];
    permissions: readonly Permission[];
    onlyHere: boolean;
  }[];
}

export interface Question {
  readonly principalId: string;
  readonly action: string;
  readonly scope: string;
  readonly data: boolean;
}

/** Stands for all principals in a deny assignment. */
export const everyone = '00000000-0000-0000-0000-000000000000';

/**
 * A second opinion on Azure RBAC that shares nothing with the evaluator: no index, no cache, no regular expression.
 * Slow and literal on purpose, sentence by sentence after
 * https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function naivelyMay(facts: RbacFacts, question: Question): boolean {
  const scopes = scopesFrom(facts, question.scope);
  const identities = [question.principalId, ...groupsAround(facts, question.principalId, [])];
  const permits = (permission: Permission) =>
    question.data
      ? some(permission.dataActions, question.action) && !some(permission.notDataActions, question.action)
      : some(permission.actions, question.action) && !some(permission.notActions, question.action);
  for (const denial of facts.denials) {
    if (!scopes.includes(denial.scope)) continue;
    if (denial.onlyHere && denial.scope !== question.scope) continue;
    if (!denial.principals.some((id) => id === everyone || identities.includes(id))) continue;
    if (denial.excluded.some((id) => identities.includes(id))) continue;
    if (denial.permissions.some(permits)) return false;
  }
  for (const assignment of facts.assignments) {
    if (!scopes.includes(assignment.scope) || !identities.includes(assignment.principalId)) continue;
    if ((facts.roles.get(assignment.role) ?? []).some(permits)) return true;
  }
  return false;
}

function scopesFrom(facts: RbacFacts, scope: string): string[] {
  const above = facts.parents.get(scope);
  return above === undefined ? [scope, '/'] : [scope, ...scopesFrom(facts, above)];
}

function groupsAround(facts: RbacFacts, member: string, seen: readonly string[]): string[] {
  const found: string[] = [];
  for (const [group, members] of facts.groups) {
    if (!members.includes(member) || seen.includes(group) || found.includes(group)) continue;
    found.push(group, ...groupsAround(facts, group, [...seen, ...found, group]));
  }
  return found;
}

function some(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => naivelyCovers(pattern.toLowerCase(), action.toLowerCase()));
}

/** Letter by letter. A star stands for any letters; a star between two slashes may vanish together with one of them. */
export function naivelyCovers(pattern: string, action: string): boolean {
  if (pattern === '') return action === '';
  if (pattern.startsWith('/*/') && naivelyCovers(pattern.slice(2), action)) return true;
  if (pattern.startsWith('*')) {
    for (let end = 0; end <= action.length; end += 1) {
      if (naivelyCovers(pattern.slice(1), action.slice(end))) return true;
    }
    return false;
  }
  return pattern[0] === action[0] && naivelyCovers(pattern.slice(1), action.slice(1));
}
