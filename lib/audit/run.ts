import type { EstateReader } from '@/lib/model/estate-reader';
import { findingIds, type TableName } from '@/lib/model/schema';
import type { Rule, RuleOutcome } from './rule';
import { rules } from './rules';

export interface RuleResult {
  rule: Rule;
  outcome: RuleOutcome;
}

/** Runs every rule over an estate whose joins and derived columns are made. In the order of findingIds. */
export function runRules(estate: EstateReader): RuleResult[] {
  return findingIds.map((id) => ({ rule: rules[id], outcome: rules[id].find(estate) }));
}

/**
 * The `findings` column of a table: for each row slot a bit set over findingIds.
 * @param rowCount slots, dead rows included
 */
export function findingBits(results: readonly RuleResult[], table: TableName, rowCount: number): Uint32Array {
  const bits = new Uint32Array(rowCount);
  for (const { rule, outcome } of results) {
    const bit = 1 << findingIds.indexOf(rule.id);
    for (const row of outcome.rows[table] ?? []) bits[row] = (bits[row] ?? 0) | bit;
  }
  return bits;
}

/** What the summary says of the rules: how many ran, found something, could not be decided everywhere. */
export function ruleTotals(results: readonly RuleResult[]): { ran: number; found: number; unknown: number } {
  return {
    ran: results.length,
    found: results.filter(({ rule, outcome }) => (outcome.rows[rule.subject]?.length ?? 0) > 0).length,
    unknown: results.filter(({ outcome }) => outcome.unknown).length,
  };
}
