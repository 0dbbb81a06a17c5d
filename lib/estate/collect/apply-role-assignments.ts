import 'server-only';
import { parseScope } from '@/lib/arm/scopes';
import type { EstateRecords } from '@/lib/estate/tables/records';
import type { RoleAssignmentModel } from '@/lib/model/arm-models';

const maxConditionLength = 60;

/** What a list can show of a condition; the whole of it is on the detail page. */
function shortCondition(condition: string): string {
  const text = condition.replaceAll(/\s+/g, ' ').trim();
  return text.length > maxConditionLength ? `${text.slice(0, maxConditionLength - 1)}…` : text;
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
  models: readonly RoleAssignmentModel[],
  partition: string,
): void {
  const { roleAssignments, version } = records;
  const isNews = records.readBefore.has(partition);
  for (const model of models) {
    const key = model.name.toLowerCase();
    let row = records.roleAssignmentRows.get(key);
    if (row !== undefined && roleAssignments.seen[row] === records.refresh && roleAssignments.isLive(row))
      continue;
    const isNew = row === undefined || !roleAssignments.isLive(row);
    if (row === undefined) {
      row = roleAssignments.append(version);
      records.growRoleAssignments();
      records.roleAssignmentRows.set(key, row);
      records.roleAssignmentNames[row] = model.name;
    } else if (isNew) roleAssignments.restore(row, version);
    roleAssignments.seen[row] = records.refresh;
    setCells(records, row, model);
    if (isNew && isNews) records.events.push({ kind: 'roleAssignment', verb: 'got', row });
  }
}

function setCells(records: EstateRecords, row: number, model: RoleAssignmentModel): void {
  const { roleAssignments, version } = records;
  const { scope, created } = model;
  roleAssignments.set(
    row,
    { scope, conditional: shortCondition(model.condition), created, ...factsOf(records, scope) },
    version,
  );
  const role = records.string(model.roleGuid);
  const description = records.string(model.description);
  const condition = records.string(model.condition);
  if (
    records.roleAssignmentRole[row] !== role ||
    records.roleAssignmentDescription[row] !== description ||
    records.roleAssignmentCondition[row] !== condition
  ) {
    records.roleAssignmentRole[row] = role;
    records.roleAssignmentDescription[row] = description;
    records.roleAssignmentCondition[row] = condition;
    roleAssignments.touch(row, version);
  }
  records.roleAssignmentPrincipal[row] = records.string(model.principalId);
  records.roleAssignmentPrincipalType[row] = records.string(model.principalType);
  records.roleAssignmentAuthor[row] = records.string(model.createdBy);
}
