import type { EstateReader } from '@/lib/model/estate-reader';
import { isHidden, isRefused } from './rule/coverage';
import type { Rule, RuleOutcome } from './rule/rule';
import { rules } from './rules';

export interface RuleResult {
  rule: Rule;
  /** `unknown` also where rows of the subject are missing, or what the rule depends on is hidden. */
  outcome: RuleOutcome;
}

/** Runs one rule over an estate whose joins and derived columns are made. */
export function runRule(rule: Rule, estate: EstateReader): RuleResult {
  const outcome = rule.find(estate);
  const unknown =
    outcome.unknown ||
    isRefused(estate, rule.subject) ||
    rule.dependsOn.some((evidence) => isHidden(estate, evidence));
  return { rule, outcome: { ...outcome, unknown } };
}

/** Runs every rule, in the order of the list. */
export function runRules(estate: EstateReader): RuleResult[] {
  return rules.map((rule) => runRule(rule, estate));
}

/** What the summary says of the rules: how many ran, found something, could not be decided everywhere. */
export function ruleTotals(results: readonly RuleResult[]): { ran: number; found: number; unknown: number } {
  return {
    ran: results.length,
    found: results.filter(({ rule, outcome }) => (outcome.rows[rule.subject]?.length ?? 0) > 0).length,
    unknown: results.filter(({ outcome }) => outcome.unknown).length,
  };
}
