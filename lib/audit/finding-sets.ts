import type { TableName } from '@/lib/model/schema';
import { compareSeverity } from './rule/rule';
import type { RuleResult } from './run';

/** For each row slot a number, and for each number the `findings` cell it stands for. 0 is '': nothing found. */
export interface FindingSets {
  codes: Uint32Array;
  cells: string[];
}

/**
 * The `findings` column of a table. Of the many sets of rules there could be, an estate has few: each that occurs is
 * made once, by adding one rule after another, and rows only say which one is theirs.
 * @param rowCount slots, dead rows included
 */
export function findingSets(results: readonly RuleResult[], table: TableName, rowCount: number): FindingSets {
  const codes = new Uint32Array(rowCount);
  const cells = [''];
  const worstFirst = results.toSorted((left, right) =>
    compareSeverity(left.rule.severity, right.rule.severity),
  );
  for (const { rule, outcome } of worstFirst) {
    // From the set a row is in to the set that has this rule too.
    const next = new Map<number, number>();
    // A rule may name a row twice; it is in the larger set already then.
    const before = cells.length;
    for (const row of outcome.rows[table] ?? []) {
      const code = codes[row] ?? 0;
      if (code >= before) continue;
      let larger = next.get(code);
      if (larger === undefined) {
        larger = cells.length;
        cells.push(code === 0 ? rule.id : `${cells[code]} ${rule.id}`);
        next.set(code, larger);
      }
      codes[row] = larger;
    }
  }
  return { codes, cells };
}
