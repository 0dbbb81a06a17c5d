import type { EstateReader } from '@/lib/estate/reader';
import type { Rule } from '../rule';

/**
 * Role assignments that add nothing: the same principal holds the same role above, without a condition
 * (learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits#solution-1---remove-redundant-role-assignments).
 */
export const redundantGrant: Rule = {
  id: 'redundant-grant',
  severity: 'low',
  subject: 'grants',
  title: (count) =>
    count === 1 ? '1 grant repeats what is held above it' : `${count} grants repeat what is held above them`,
  short: 'The same role is held above it',
  detail:
    'Removing it changes nothing anybody may do, and frees a role assignment of the 4,000 per subscription.',
  find(estate) {
    // By names first: they are at hand, and nearly every pair of names occurs once. Ids decide afterwards.
    const rowsOfNames = new Map<string, number[]>();
    for (const row of estate.grants.live()) {
      const key = `${estate.grants.text('principal', row)}|${estate.grants.text('role', row)}`;
      const rows = rowsOfNames.get(key);
      if (rows) rows.push(row);
      else rowsOfNames.set(key, [row]);
    }
    const grants: number[] = [];
    for (const rows of rowsOfNames.values()) {
      if (rows.length > 1) grants.push(...repeatedIn(estate, rows));
    }
    return { rows: { grants: grants.sort((left, right) => left - right) }, unknown: false };
  },
};

/** Rows that have the same role for the same principal at a scope above, among rows that may be alike. */
function repeatedIn(estate: EstateReader, rows: readonly number[]): number[] {
  const unconditional = new Map<string, number[]>();
  for (const row of rows) {
    if (estate.grants.text('conditional', row) !== '') continue;
    const scope = estate.grants.text('scope', row).toLowerCase();
    const there = unconditional.get(scope);
    if (there) there.push(row);
    else unconditional.set(scope, [row]);
  }
  const scopes = [...unconditional.keys()];
  // Management groups are not in the text of an id: only then the tree has to be asked.
  const inTree = scopes.some((scope) => scope.startsWith('/providers/microsoft.management/'));
  return rows.filter((row) => {
    const scope = estate.grants.text('scope', row).toLowerCase();
    const above =
      inTree || scopes.length > 16
        ? estate.scopesAbove(scope).filter((one) => unconditional.has(one))
        : scopes.filter((one) => one !== scope && (one === '/' || scope.startsWith(`${one}/`)));
    return above.some((one) => unconditional.get(one)?.some((other) => isSameHolder(estate, row, other)));
  });
}

function isSameHolder(estate: EstateReader, left: number, right: number): boolean {
  const [one, other] = [estate.grant(left), estate.grant(right)];
  return one.principalId === other.principalId && one.roleGuid === other.roleGuid;
}
