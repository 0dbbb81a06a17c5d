import type { EstateReader } from '@/lib/model/estate-reader';
import type { FindingDetail } from '@/lib/model/identity-detail';
import { findingIds, type TableName } from '@/lib/model/schema';
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
