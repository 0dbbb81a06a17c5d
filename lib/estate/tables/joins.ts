import 'server-only';
import { asScopeKind, breadthOf } from '@/lib/arm/scopes';
import { findingSets } from '@/lib/audit/finding-sets';
import { type RuleResult, runRules } from '@/lib/audit/run';
import { imdsDefaultOf } from '@/lib/characteristics/imds-default';
import { tableNames } from '@/lib/model/schema';
import { privilegeOfRoleAssignment } from '@/lib/rbac/privilege';
import type { EstateLinks, EstateView } from './estate-view';
import { PairList } from './links';
import type { EstateRecords } from './records';

/** Which hosts carry which identities, and which role assignments belong to which principal. One pass over each table. */
function linksOf(records: EstateRecords): EstateLinks {
  const { hosts, identities, roleAssignments } = records;
  const carried = new PairList();
  for (let host = 0; host < hosts.rows; host++) {
    if (hosts.dead[host] === 1) continue;
    const system = records.hostSystem[host] ?? -1;
    if (identities.isLive(system)) carried.add(host, system);
    for (const number of records.referencesOfHost(host)) {
      const row = records.references[number]?.row ?? -1;
      if (identities.isLive(row)) carried.add(host, row);
    }
  }
  const assigned = new PairList();
  for (let roleAssignment = 0; roleAssignment < roleAssignments.rows; roleAssignment++) {
    if (roleAssignments.dead[roleAssignment] === 0)
      assigned.add(roleAssignment, records.roleAssignmentPrincipal[roleAssignment] ?? 0);
  }
  return {
    identitiesOfHost: carried.forward(hosts.rows),
    hostsOfIdentity: carried.backward(identities.rows),
    roleAssignmentsOfPrincipal: assigned.backward(records.strings.values.length),
  };
}

const kindNames = {
  user: 'user',
  group: 'group',
  application: 'application',
  'managed identity': 'application',
  unknown: 'unknown',
} as const;

function principalOf(
  view: EstateView,
  principalId: string,
): { principal: string; principalKind: string; identity: number } {
  const identity = view.identityRowOfPrincipal(principalId);
  if (identity !== undefined && view.identities.text('kind', identity) !== 'missing') {
    return { principal: view.identities.text('name', identity), principalKind: 'identity', identity };
  }
  const lookup = view.principal(principalId);
  if (lookup.known) {
    const { displayName, kind } = lookup.principal;
    return { principal: displayName, principalKind: kindNames[kind], identity: -1 };
  }
  return {
    principal: principalId,
    principalKind: lookup.absent ? 'orphan' : 'unknown',
    identity: identity ?? -1,
  };
}

function deriveRoleAssignments(records: EstateRecords, view: EstateView): void {
  const { roleAssignments, strings, version } = records;
  const roles = strings.values.map((guid) => records.roles.get(guid));
  const plain = new Int8Array(roles.length).fill(-2);
  for (let row = 0; row < roleAssignments.rows; row++) {
    if (roleAssignments.dead[row] === 1) continue;
    const code = records.roleAssignmentRole[row] ?? 0;
    const role = roles[code];
    const condition = strings.value(records.roleAssignmentCondition[row] ?? 0);
    let privilege = condition === '' ? (plain[code] ?? -2) : -2;
    if (privilege === -2) {
      privilege = role ? privilegeOfRoleAssignment(role, condition || null) : -1;
      if (condition === '') plain[code] = privilege;
    }
    const principalId = strings.value(records.roleAssignmentPrincipal[row] ?? 0);
    const cells = principalOf(view, principalId);
    roleAssignments.set(row, { ...cells, role: role?.name ?? strings.value(code), privilege }, version);
  }
}

interface AssignedAccess {
  roleAssignments: number;
  privilege: number;
  best: number;
}

/** What one principal holds, directly and through groups. */
function assignedTo(records: EstateRecords, view: EstateView, principalId: string): AssignedAccess {
  const { roleAssignments } = records;
  const assigned: AssignedAccess = { roleAssignments: 0, privilege: 0, best: -1 };
  let bestBreadth = -1;
  const take = (principal: string) => {
    const code = records.strings.find(principal);
    if (code === undefined) return;
    for (const row of view.links.roleAssignmentsOfPrincipal.view(code)) {
      assigned.roleAssignments += 1;
      const privilege = roleAssignments.number('privilege', row);
      const breadth = breadthOf(asScopeKind(roleAssignments.text('scopeKind', row)));
      if (privilege > assigned.privilege || (privilege === assigned.privilege && breadth > bestBreadth)) {
        assigned.privilege = privilege;
        assigned.best = row;
        bestBreadth = breadth;
      }
    }
  };
  if (principalId === '') return assigned;
  take(principalId);
  for (const group of view.groupsOf(principalId) ?? []) take(group);
  return assigned;
}

function deriveIdentities(records: EstateRecords, view: EstateView, roleAssignmentsKnown: boolean): void {
  const { hosts, identities, roleAssignments, version } = records;
  for (let row = 0; row < identities.rows; row++) {
    if (identities.dead[row] === 1) continue;
    const carriers = view.links.hostsOfIdentity.view(row);
    const subscriptions = hosts.dict('subscription').codes;
    let hostSubscriptions = Math.min(1, carriers.length);
    if (carriers.length > 1)
      hostSubscriptions = new Set(Array.from(carriers, (host) => subscriptions[host])).size;
    const assigned = assignedTo(records, view, records.principalIds[row] ?? '');
    const unknown = assigned.roleAssignments === 0 && !roleAssignmentsKnown;
    identities.set(
      row,
      {
        hosts: carriers.length,
        hostSubscriptions,
        firstHost: carriers[0] ?? -1,
        federated: identities.text('kind', row) === 'user' ? (records.federated.get(row)?.length ?? -1) : 0,
        roleAssignments: unknown ? -1 : assigned.roleAssignments,
        privilege: unknown ? -1 : assigned.privilege,
        role: assigned.best < 0 ? '' : roleAssignments.text('role', assigned.best),
        roleScope: assigned.best < 0 ? '' : roleAssignments.text('scopeKind', assigned.best),
      },
      version,
    );
  }
}

function deriveHosts(records: EstateRecords, view: EstateView): void {
  const { hosts, identities, version } = records;
  for (let row = 0; row < hosts.rows; row++) {
    if (hosts.dead[row] === 1) continue;
    const references = records.referencesOfHost(row).length;
    let [dangling, roleAssignments, privilege] = [0, 0, references > 0 ? -1 : 0];
    for (const identity of view.links.identitiesOfHost.view(row)) {
      if (identities.text('kind', identity) === 'missing') dangling += 1;
      roleAssignments += Math.max(0, identities.number('roleAssignments', identity));
      privilege = Math.max(privilege, identities.number('privilege', identity));
    }
    const hasSystem = identities.isLive(records.hostSystem[row] ?? -1);
    const imdsDefault = imdsDefaultOf(hasSystem, references);
    hosts.set(row, { userAssigned: references, dangling, imdsDefault, roleAssignments, privilege }, version);
  }
}

/**
 * Fills every derived column and runs the rules, in linear passes. Cells that stay the same keep their version.
 * `roleAssignmentsKnown`: role assignments were read everywhere; otherwise having none means unknown.
 */
export function makeJoins(
  records: EstateRecords,
  view: EstateView,
  roleAssignmentsKnown: boolean,
): RuleResult[] {
  view.links = linksOf(records);
  deriveRoleAssignments(records, view);
  deriveIdentities(records, view, roleAssignmentsKnown);
  deriveHosts(records, view);
  const results = runRules(view);
  for (const name of tableNames) {
    const table = records[name];
    const { codes, cells } = findingSets(results, name, table.rows);
    for (let row = 0; row < table.rows; row++) {
      if (table.dead[row] === 0) table.set(row, { findings: cells[codes[row] ?? 0] ?? '' }, records.version);
    }
  }
  return results;
}
