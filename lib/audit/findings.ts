import type { EstateReader } from '@/lib/model/estate-reader';
import type { FindingDetail } from '@/lib/model/identity-detail';
import { membersOf, type TableName } from '@/lib/model/schema';
import type { FindingTag } from '@/lib/model/summary';
import { compareSeverity, type Rule } from './rule/rule';
import { ruleOf, rules } from './rules';

/** The findings a row is marked with, most severe first. */
export function findingsOf(estate: EstateReader, table: TableName, row: number): FindingDetail[] {
  return membersOf(estate[table].text('findings', row))
    .flatMap((id) => ruleOf(id) ?? [])
    .map((rule) => ({
      id: rule.id,
      severity: rule.subject === table ? (rule.severityOf?.(estate, row) ?? rule.severity) : rule.severity,
      title: rule.words.short,
      detail: rule.words.detail,
    }))
    .sort((left, right) => compareSeverity(left.severity, right.severity));
}

/** What lists need to draw the `findings` column and offer it as a filter, in the order of the rules. */
export function findingTags(): FindingTag[] {
  return rules.map(({ id, words, severity }) => ({ id, label: words.tag, urgent: isUrgent(severity) }));
}

/** Somebody must act, rather than check. */
function isUrgent(severity: Rule['severity']): boolean {
  return compareSeverity(severity, 'high') <= 0;
}
