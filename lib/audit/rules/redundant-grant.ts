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
    const rowsOfHolder = new Map<string, number[]>();
    for (const row of estate.grants.live()) {
      const { principalId, roleGuid } = estate.grant(row);
      const key = `${principalId}|${roleGuid}`;
      const rows = rowsOfHolder.get(key);
      if (rows) rows.push(row);
      else rowsOfHolder.set(key, [row]);
    }
    const grants: number[] = [];
    for (const rows of rowsOfHolder.values()) {
      if (rows.length < 2) continue;
      const unconditional = new Set<string>();
      for (const row of rows) {
        const { scope, condition } = estate.grant(row);
        if (condition === null) unconditional.add(scope);
      }
      for (const row of rows) {
        if (estate.scopesAbove(estate.grant(row).scope).some((above) => unconditional.has(above)))
          grants.push(row);
      }
    }
    return { rows: { grants: grants.sort((left, right) => left - right) }, unknown: false };
  },
};
