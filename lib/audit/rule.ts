import type { EstateReader } from '@/lib/model/estate-reader';
import type { FindingId, Severity, TableName } from '@/lib/model/schema';

/** What a rule found. `unknown`: it could not be decided everywhere, because of a visibility gap. */
export interface RuleOutcome {
  /** Rows to mark, by table. The first table named in `subject` is the one counted. */
  rows: Partial<Record<TableName, readonly number[]>>;
  unknown: boolean;
}

/** One finding: one file in lib/audit/rules. Pure. */
export interface Rule {
  id: FindingId;
  severity: Severity;
  /** The table whose rows are counted and listed. */
  subject: TableName;
  /** The sentence with its number: `1 identity is …`, `4 identities are …`. */
  title(count: number): string;
  /** What is wrong with one row, without a subject: `Refers to an identity that no longer exists`. */
  short: string;
  /** Why it matters. */
  detail: string;
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
