import type { EstateReader } from '@/lib/estate/reader';
import { findingIds, type TableName } from '@/lib/estate/schema';
import type { FindingDetail } from '@/lib/identities/schema';
import { severities } from './rule';
import { rules } from './rules';

/** The findings a row is marked with, from its bit set, most severe first. */
export function findingsOf(estate: EstateReader, table: TableName, row: number): FindingDetail[] {
  const bits = Math.max(0, estate[table].number('findings', row));
  return findingIds
    .filter((_, index) => (bits & (1 << index)) !== 0)
    .map((id) => {
      const rule = rules[id];
      const severity =
        rule.subject === table ? (rule.severityOf?.(estate, row) ?? rule.severity) : rule.severity;
      return { id, severity, title: rule.short, detail: rule.detail };
    })
    .sort((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));
}
