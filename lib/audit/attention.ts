import type { EstateReader } from '@/lib/model/estate-reader';
import type { Severity, TableName } from '@/lib/model/schema';
import type { AttentionItem, EntityLink } from '@/lib/model/summary';
import { routes } from '@/lib/routes';
import { compareSeverity, type Rule, severities } from './rule/rule';
import type { RuleResult } from './run';

/** Whether a row belongs to the part of the estate somebody looks at. */
export type InScope = (table: TableName, row: number) => boolean;

const maxExamples = 3;

/**
 * "Needs attention": one item for each rule that found something in scope, most severe first, then what is most
 * common, then in the order of the rules.
 * @param inScope leave out for the whole estate
 */
export function attentionOf(
  results: readonly RuleResult[],
  estate: EstateReader,
  inScope: InScope = () => true,
): AttentionItem[] {
  const items: AttentionItem[] = [];
  for (const { rule, outcome } of results) {
    const rows = (outcome.rows[rule.subject] ?? []).filter((row) => inScope(rule.subject, row));
    if (rows.length === 0) continue;
    const ranked = rankBySeverity(rule, estate, rows);
    items.push({
      finding: rule.id,
      severity: ranked.severity,
      count: rows.length,
      title: rule.words.title(rows.length),
      detail: rule.words.detail,
      examples: ranked.first.map((row) => linkOf(estate, rule.subject, row)),
      href: listHref(rule),
    });
  }
  return items.sort(
    (left, right) => compareSeverity(left.severity, right.severity) || right.count - left.count,
  );
}

/** A row as a thing with a name and a page. */
export function linkOf(estate: EstateReader, table: TableName, row: number): EntityLink {
  switch (table) {
    case 'hosts':
      return { name: estate.hosts.text('name', row), href: routes.host(estate.hostId(row)) };
    case 'identities':
      return { name: estate.identities.text('name', row), href: routes.identity(estate.identityId(row)) };
    case 'roleAssignments': {
      const { armId, scope } = estate.roleAssignment(row);
      return {
        name: `${estate.roleAssignments.text('role', row)} on ${estate.scopeName(scope)}`,
        href: routes.roleAssignment(armId),
      };
    }
  }
}

/** The list of what a rule marks. */
export function listHref(rule: Rule): string {
  const query = `?finding=${rule.id}`;
  switch (rule.subject) {
    case 'hosts':
      return routes.vms(query);
    case 'identities':
      return routes.identities(query);
    case 'roleAssignments':
      return routes.roleAssignments(query);
  }
}

/** The severity of the worst row, and the first rows, worst before others. */
function rankBySeverity(rule: Rule, estate: EstateReader, rows: readonly number[]) {
  const { severityOf } = rule;
  if (!severityOf) return { severity: rule.severity, first: rows.slice(0, maxExamples) };
  const bySeverity = new Map<Severity, number[]>();
  for (const row of rows) {
    const severity = severityOf(estate, row);
    const same = bySeverity.get(severity);
    if (!same) bySeverity.set(severity, [row]);
    else if (same.length < maxExamples) same.push(row);
  }
  const present = severities.filter((severity) => bySeverity.has(severity));
  return {
    severity: present[0] ?? rule.severity,
    first: present.flatMap((severity) => bySeverity.get(severity) ?? []).slice(0, maxExamples),
  };
}
