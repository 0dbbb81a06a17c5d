import type { Rule } from '@/lib/audit/rule/rule';
import type { EstateReader } from '@/lib/model/estate-reader';
import { words } from './words';

/**
 * Role assignments that add nothing: the same principal holds the same role above, without a condition
 * (learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits#solution-1---remove-redundant-role-assignments).
 */
export const redundantRoleAssignment: Rule = {
  id: 'redundant-role-assignment',
  severity: 'low',
  subject: 'roleAssignments',
  words,
  dependsOn: ['scopesAbove'],
  find(estate) {
    const roleAssignments: number[] = [];
    for (const rows of rowsByPrincipal(estate)) {
      const rowsOfRole = Map.groupBy(rows, (row) => estate.roleAssignments.text('role', row));
      for (const alike of rowsOfRole.values())
        if (alike.length > 1) roleAssignments.push(...repeatedIn(estate, alike));
    }
    return { rows: { roleAssignments: roleAssignments.sort((left, right) => left - right) }, unknown: false };
  },
};

/**
 * Rows of each principal that has several with the same role. By identity and name, which are at hand (ids decide
 * afterwards), and counted into one array: a map entry for each of 200,000 would take most of the time.
 */
function* rowsByPrincipal({ roleAssignments, identities }: EstateReader): Generator<readonly number[]> {
  const names = new Map<string, number>();
  const principals = new Uint32Array(roleAssignments.rows);
  for (const row of roleAssignments.live()) {
    const identity = roleAssignments.number('identity', row);
    principals[row] =
      identity >= 0 ? identity : identities.rows + numberOf(names, roleAssignments.text('principal', row));
  }
  const ends = new Uint32Array(identities.rows + names.size + 1);
  for (const row of roleAssignments.live()) {
    const next = (principals[row] ?? 0) + 1;
    ends[next] = (ends[next] ?? 0) + 1;
  }
  for (let index = 1; index < ends.length; index++) ends[index] = (ends[index] ?? 0) + (ends[index - 1] ?? 0);
  const ordered = new Uint32Array(ends.at(-1) ?? 0);
  // From here on an entry moves from where its principal's rows begin to where they end.
  for (const row of roleAssignments.live()) {
    const principal = principals[row] ?? 0;
    const at = ends[principal] ?? 0;
    ordered[at] = row;
    ends[principal] = at + 1;
  }
  let start = 0;
  for (const end of ends) {
    const rows = ordered.subarray(start, end);
    if (hasRoleTwice(roleAssignments, rows)) yield [...rows];
    start = end;
  }
}

/** Most principals hold two or three roles: looked at in place. Of many, some are surely alike. */
function hasRoleTwice(roleAssignments: EstateReader['roleAssignments'], rows: Uint32Array): boolean {
  if (rows.length > 32) return true;
  for (let left = 0; left < rows.length; left++) {
    const role = roleAssignments.text('role', rows[left] ?? 0);
    for (let right = left + 1; right < rows.length; right++) {
      if (roleAssignments.text('role', rows[right] ?? 0) === role) return true;
    }
  }
  return false;
}

/** A number for each text, from 0. */
function numberOf(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

/** Rows that have the same role for the same principal at a scope above, among rows that may be alike. */
function repeatedIn(estate: EstateReader, rows: readonly number[]): number[] {
  const unconditional = new Map<string, number[]>();
  for (const row of rows) {
    if (estate.roleAssignments.text('conditional', row) !== '') continue;
    const scope = estate.roleAssignments.text('scope', row).toLowerCase();
    const there = unconditional.get(scope);
    if (there) there.push(row);
    else unconditional.set(scope, [row]);
  }
  // Management groups are not in the text of an id: only with one of them the tree has to be asked.
  const inTree = [...unconditional.keys()].some((scope) =>
    scope.startsWith('/providers/microsoft.management/'),
  );
  return rows.filter((row) => {
    const scope = estate.roleAssignments.text('scope', row).toLowerCase();
    const repeats = (above: string) =>
      unconditional.get(above)?.some((other) => isSamePrincipal(estate, row, other)) ?? false;
    return inTree ? estate.scopesAbove(scope).some(repeats) : someAbove(scope, repeats);
  });
}

/** Asks for every beginning of an id that ends before a slash, and for '/': all scopes above it, without parsing. */
function someAbove(scope: string, test: (above: string) => boolean): boolean {
  for (let end = scope.lastIndexOf('/'); end > 0; end = scope.lastIndexOf('/', end - 1)) {
    if (test(scope.slice(0, end))) return true;
  }
  return scope !== '/' && test('/');
}

function isSamePrincipal(estate: EstateReader, left: number, right: number): boolean {
  const [one, other] = [estate.roleAssignment(left), estate.roleAssignment(right)];
  return one.principalId === other.principalId && one.roleGuid === other.roleGuid;
}
