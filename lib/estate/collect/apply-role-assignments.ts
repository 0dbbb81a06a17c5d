import 'server-only';
import { parseScope } from '@/lib/arm/scopes';
import type { EstateRecords } from '@/lib/estate/tables/records';
import type { AssignmentItem } from '@/lib/model/arm-models';

const longestCondition = 60;

/** What a list can show of a condition; the whole of it is on the detail page. */
function shortCondition(condition: string): string {
  const text = condition.replaceAll(/\s+/g, ' ').trim();
  return text.length > longestCondition ? `${text.slice(0, longestCondition - 1)}…` : text;
}

/** Parsed once a scope: 200,000 assignments share a few thousand. */
function factsOf(records: EstateRecords, scope: string): { scopeKind: string; subscription: string } {
  const known = records.scopeFacts.get(scope);
  if (known) return known;
  const parsed = parseScope(scope);
  const facts = { scopeKind: parsed?.kind ?? 'resource', subscription: parsed?.subscriptionId ?? '' };
  records.scopeFacts.set(scope, facts);
  return facts;
}

/** Puts a page of role assignments into the estate; inherited ones come with every subscription and are one row. */
export function applyAssignments(
  records: EstateRecords,
  items: readonly AssignmentItem[],
  partition: string,
): void {
  const { grants, version } = records;
  const isNews = records.readBefore.has(partition);
  for (const item of items) {
    const key = item.name.toLowerCase();
    let row = records.grantRows.get(key);
    if (row !== undefined && grants.seen[row] === records.look && grants.isLive(row)) continue;
    const isNew = row === undefined || !grants.isLive(row);
    if (row === undefined) {
      row = grants.append(version);
      records.growGrants();
      records.grantRows.set(key, row);
      records.grantNames[row] = item.name;
    } else if (isNew) grants.revive(row, version);
    grants.seen[row] = records.look;
    setCells(records, row, item);
    if (isNew && isNews) records.events.push({ kind: 'grant', verb: 'got', row });
  }
}

function setCells(records: EstateRecords, row: number, item: AssignmentItem): void {
  const { grants, version } = records;
  const { scope, created } = item;
  grants.set(
    row,
    { scope, conditional: shortCondition(item.condition), created, ...factsOf(records, scope) },
    version,
  );
  const role = records.string(item.roleGuid);
  const description = records.string(item.description);
  const condition = records.string(item.condition);
  if (
    records.grantRole[row] !== role ||
    records.grantDescription[row] !== description ||
    records.grantCondition[row] !== condition
  ) {
    records.grantRole[row] = role;
    records.grantDescription[row] = description;
    records.grantCondition[row] = condition;
    grants.touch(row, version);
  }
  records.grantPrincipal[row] = records.string(item.principalId);
  records.grantPrincipalType[row] = records.string(item.principalType);
  records.grantAuthor[row] = records.string(item.createdBy);
}
