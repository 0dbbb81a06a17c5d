import type { EstateReader } from '@/lib/model/estate-reader';
import type { Severity, TableName } from '@/lib/model/schema';
import type { Evidence } from './coverage';

/** What a rule found. `unknown`: a visible row could not be decided, because of what is hidden. */
export interface RuleOutcome {
  /** Rows to mark, by table. Those of the rule's `subject` are the ones counted. */
  rows: Partial<Record<TableName, readonly number[]>>;
  unknown: boolean;
}

/** What a rule says. */
export interface RuleWords {
  /** One word or two, as rows of a list carry it. */
  tag: string;
  /** The sentence with its number: `1 identity is …`, `4 identities are …`. */
  title(count: number): string;
  /** What is wrong with one row, without a subject: `Refers to an identity that no longer exists`. */
  short: string;
  /** Why it matters. */
  detail: string;
}

/** One rule: a folder in lib/audit/rules. Pure: an estate comes in, rows go out. */
export interface Rule {
  /** The folder's name. It is in addresses and exports, so it stays. */
  id: string;
  severity: Severity;
  /** The table whose rows are counted and listed. */
  subject: TableName;
  words: RuleWords;
  /**
   * What beside the subject's own list bears on every answer: with some of it hidden, something may be wrong with a
   * row that looks fine, and the rule is unknown whatever it found. What bears on some rows only (groups, federated
   * credentials, a directory object) `find` says itself.
   */
  dependsOn: readonly Evidence[];
  find(estate: EstateReader): RuleOutcome;
  /** Where one row weighs more or less than the rule as a whole. `row` is of the table `subject`. */
  severityOf?(estate: EstateReader, row: number): Severity;
}

/** Most severe first. */
export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
] as const satisfies readonly Severity[];

/** Most severe first, as a comparison for sorting. */
export function compareSeverity(left: Severity, right: Severity): number {
  return severities.indexOf(left) - severities.indexOf(right);
}
