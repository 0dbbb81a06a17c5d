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
    // Names first: they are at hand, and nearly every pair of names occurs once.
    const rowsOfNames = new Map<string, number[]>();
    for (const row of estate.grants.live()) {
      add(rowsOfNames, `${estate.grants.text('principal', row)}|${estate.grants.text('role', row)}`, row);
    }
    const rowsOfHolder = new Map<string, number[]>();
    for (const rows of rowsOfNames.values()) {
      if (rows.length < 2) continue;
      for (const row of rows) {
        const { principalId, roleGuid } = estate.grant(row);
        add(rowsOfHolder, `${principalId}|${roleGuid}`, row);
      }
    }
    const grants: number[] = [];
    for (const rows of rowsOfHolder.values()) {
      if (rows.length < 2) continue;
      const held = rows.map((row) => ({ row, ...estate.grant(row) }));
      const unconditional = new Set(
        held.filter(({ condition }) => condition === null).map(({ scope }) => scope),
      );
      for (const { row, scope } of held) {
        if (estate.scopesAbove(scope).some((above) => unconditional.has(above))) grants.push(row);
      }
    }
    return { rows: { grants: grants.sort((left, right) => left - right) }, unknown: false };
  },
};

function add(lists: Map<string, number[]>, key: string, row: number): void {
  const rows = lists.get(key);
  if (rows) rows.push(row);
  else lists.set(key, [row]);
}
