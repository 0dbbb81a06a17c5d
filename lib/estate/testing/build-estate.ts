import { nameOf } from '@/lib/arm/arm-id';
import { normalScope, parentsOf, parseScope } from '@/lib/arm/scopes';
import { findingSets } from '@/lib/audit/finding-sets';
import { runRules } from '@/lib/audit/run';
import type { DenyRow, EstateReader, FederatedRow, PrincipalRow, RoleRow } from '@/lib/model/estate-reader';
import { tableNames } from '@/lib/model/schema';
import type { ManagementGroupNode, SubscriptionNode, VisibilityGap } from '@/lib/model/summary';
import { deriveColumns } from './derive-columns';
import { listTable, type Row } from './list-table';
import { standardRoles } from './standard-roles';

/** A small estate in words. Ids are ARM ids; a system-assigned identity is made by giving its host a principal id. */
export interface EstateDescription {
  hosts?: {
    id: string;
    /** Principal id of its system-assigned identity. */
    system?: string;
    /** ARM ids of user-assigned identities; one that is not in `identities` becomes a missing identity. */
    user?: string[];
    location?: string;
    tenantId?: string;
    power?: string;
    created?: number;
    type?: string;
  }[];
  identities?: {
    id: string;
    principalId: string;
    clientId?: string;
    location?: string;
    isolationScope?: '' | 'None' | 'Regional';
    created?: number;
    /** Null: could not be read. */
    federated?: FederatedRow[] | null;
    tags?: Record<string, string>;
  }[];
  roleAssignments?: {
    principalId: string;
    principalType?: string;
    role: string;
    scope: string;
    condition?: string;
    /** Epoch seconds. */
    created?: number;
    description?: string;
  }[];
  roles?: RoleRow[];
  /** Names of roles whose definition could not be read. */
  unreadRoles?: string[];
  principals?: PrincipalRow[];
  /** Object ids Graph does not know. Null: Graph refuses. */
  absent?: string[] | null;
  /** Group ids of a principal. Null: Graph refuses. */
  groups?: Record<string, string[]> | null;
  deny?: DenyRow[] | null;
  managementGroups?: ManagementGroupNode[];
  subscriptions?: SubscriptionNode[];
  gaps?: VisibilityGap[];
  /** Whether vaults use Azure RBAC, by ARM id; one that is not named could not be read. */
  vaults?: Record<string, boolean>;
}

export const testTenantId = '72f988bf-0000-4000-8000-000000000001';
export const testAsOfMs = Date.UTC(2026, 10, 20);
const dayS = 86_400;

/** An EstateReader over plain objects, with joins, derived columns and findings filled as the real one has them. */
export function buildEstate(description: EstateDescription): EstateReader {
  const roles = new Map([...standardRoles, ...(description.roles ?? [])].map((role) => [role.guid, role]));
  const roleByName = new Map([...roles.values()].map((role) => [role.name, role]));
  const oldS = testAsOfMs / 1000 - 30 * dayS;

  const hosts: Row[] = [];
  const identities: Row[] = [];
  const hostIds: string[] = [];
  const identityIds: string[] = [];
  const principalIds: string[] = [];
  const clientIds: string[] = [];
  const hostsOf: number[][] = [];
  const identitiesOf: number[][] = [];
  const federated: (readonly FederatedRow[] | null)[] = [];
  const tags: Record<string, string>[] = [];

  const addIdentity = (id: string, principalId: string, clientId: string, row: Row): number => {
    const parsed = parseScope(id);
    identities.push({
      name: nameOf(id),
      subscription: parsed?.subscriptionId ?? '',
      resourceGroup: parsed?.resourceGroup ?? '',
      location: 'westeurope',
      hostType: '',
      created: oldS,
      isolationScope: '',
      ...row,
    });
    identityIds.push(id);
    principalIds.push(principalId);
    clientIds.push(clientId);
    hostsOf.push([]);
    federated.push([]);
    tags.push({});
    return identities.length - 1;
  };
  const rowOfIdentity = (id: string) =>
    identityIds.findIndex((one) => one.toLowerCase() === id.toLowerCase());

  for (const one of description.identities ?? []) {
    const row = addIdentity(one.id, one.principalId, one.clientId ?? `client-of-${one.principalId}`, {
      kind: 'user',
      location: one.location ?? 'westeurope',
      isolationScope: one.isolationScope ?? 'None',
      created: one.created ?? oldS,
    });
    federated[row] = one.federated === undefined ? [] : one.federated;
    tags[row] = one.tags ?? {};
  }
  for (const host of description.hosts ?? []) {
    const parsed = parseScope(host.id);
    const name = nameOf(host.id);
    const type = host.type ?? 'Microsoft.Compute/virtualMachines';
    const user = host.user ?? [];
    const hostRow = hosts.length;
    const types = [host.system ? 'SystemAssigned' : '', user.length > 0 ? 'UserAssigned' : ''].filter(
      Boolean,
    );
    hosts.push({
      name,
      type,
      subscription: parsed?.subscriptionId ?? '',
      resourceGroup: parsed?.resourceGroup ?? '',
      location: host.location ?? 'westeurope',
      size: 'Standard_B2s',
      os: 'Linux',
      power: host.power ?? 'running',
      identityType: types.join(', ') || 'None',
      created: host.created ?? oldS,
    });
    hostIds.push(host.id);
    const carried: number[] = [];
    if (host.system) {
      carried.push(
        addIdentity(`${host.id}/providers/Microsoft.ManagedIdentity/identities/default`, host.system, '', {
          kind: 'system',
          name,
          hostType: type,
          location: host.location ?? 'westeurope',
          created: host.created ?? oldS,
        }),
      );
    }
    for (const id of user) {
      const known = rowOfIdentity(id);
      carried.push(
        known >= 0 ? known : addIdentity(id, '', '', { kind: 'missing', location: '', created: -1 }),
      );
    }
    for (const row of carried) hostsOf[row]?.push(hostRow);
    identitiesOf.push(carried);
  }

  const rowOfPrincipal = new Map(principalIds.map((id, row) => [id.toLowerCase(), row]));
  const principals = new Map((description.principals ?? []).map((one) => [one.principalId, one]));
  const roleAssignmentRows = (description.roleAssignments ?? []).map((roleAssignment, index) => {
    const role = roleByName.get(roleAssignment.role);
    if (!role) throw new Error(`No role "${roleAssignment.role}" in this estate`);
    const scope = normalScope(roleAssignment.scope);
    const createdS = roleAssignment.created ?? oldS;
    return {
      armId: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/grant-${index}`,
      principalId: roleAssignment.principalId,
      principalType: roleAssignment.principalType ?? 'ServicePrincipal',
      roleGuid: role.guid,
      scope,
      condition: roleAssignment.condition ?? null,
      description: roleAssignment.description ?? null,
      createdOn: new Date(createdS * 1000).toISOString(),
      createdBy: null,
    };
  });
  const kindOf = (principalId: string): string => {
    if (rowOfPrincipal.has(principalId.toLowerCase())) return 'identity';
    const kind = principals.get(principalId)?.kind;
    if (kind === 'managed identity') return 'application';
    return kind ?? (description.absent?.includes(principalId) ? 'orphan' : 'unknown');
  };
  const roleAssignments: Row[] = roleAssignmentRows.map((roleAssignment) => ({
    principal: principals.get(roleAssignment.principalId)?.displayName ?? roleAssignment.principalId,
    principalKind: kindOf(roleAssignment.principalId),
    identity: rowOfPrincipal.get(roleAssignment.principalId.toLowerCase()) ?? -1,
    role: roles.get(roleAssignment.roleGuid)?.name ?? '',
    scope: roleAssignment.scope,
    scopeKind: parseScope(roleAssignment.scope)?.kind ?? 'resource',
    subscription: parseScope(roleAssignment.scope)?.subscriptionId ?? '',
    conditional: roleAssignment.condition ? 'condition' : '',
    created: Date.parse(roleAssignment.createdOn) / 1000,
  }));
  const rowsOfPrincipal = Map.groupBy(
    roleAssignmentRows.map((_, row) => row),
    (row) => roleAssignmentRows[row]?.principalId.toLowerCase() ?? '',
  );
  const subscriptions = description.subscriptions ?? [];
  const vaults = new Map(
    Object.entries(description.vaults ?? {}).map(([id, usesRbac]) => [id.toLowerCase(), usesRbac]),
  );
  const managementGroups = description.managementGroups ?? [];
  const at = <Value>(list: readonly Value[], row: number): Value => {
    const value = list[row];
    if (value === undefined) throw new Error(`No row ${row}`);
    return value;
  };

  const estate: EstateReader = {
    hosts: listTable('hosts', hosts),
    identities: listTable('identities', identities),
    roleAssignments: listTable('roleAssignments', roleAssignments),
    hostId: (row) => at(hostIds, row),
    identityId: (row) => at(identityIds, row),
    hostRow: (id) => found(hostIds.findIndex((one) => one.toLowerCase() === id.toLowerCase())),
    identityRow: (id) => found(rowOfIdentity(id)),
    roleAssignmentRow: (id) =>
      found(roleAssignmentRows.findIndex((one) => one.armId.toLowerCase() === id.toLowerCase())),
    identityRowOfPrincipal: (id) => rowOfPrincipal.get(id.toLowerCase()),
    principalId: (row) => at(principalIds, row),
    clientId: (row) => at(clientIds, row),
    tenantIdOfHost: (row) => description.hosts?.[row]?.tenantId ?? testTenantId,
    tags: (table, row) => (table === 'identities' ? at(tags, row) : {}),
    hostsOf: (row) => at(hostsOf, row),
    identitiesOf: (row) => at(identitiesOf, row),
    roleAssignment: (row) => at(roleAssignmentRows, row),
    roleAssignmentsOf: (id) => rowsOfPrincipal.get(id.toLowerCase()) ?? [],
    groupsOf: (id) => (description.groups === null ? null : (description.groups?.[id] ?? [])),
    role: (guid) => {
      const role = roles.get(guid.toLowerCase());
      return role && description.unreadRoles?.includes(role.name) ? undefined : role;
    },
    denyAssignments: () => (description.deny === undefined ? [] : description.deny),
    federatedOf: (row) => at(federated, row),
    principal: (id) => {
      const principal = principals.get(id);
      if (principal) return { known: true, principal };
      return { known: false, absent: description.absent?.includes(id) ?? false };
    },
    vaultUsesRbac: (id) => vaults.get(id.toLowerCase()),
    managementGroups,
    subscriptions,
    scopesAbove: (scope) => withManagementGroups(scope, subscriptions, managementGroups),
    scopeName: (scope) =>
      subscriptions.find((one) => normalScope(scope) === `/subscriptions/${one.subscriptionId}`)?.name ??
      (nameOf(scope) || 'Tenant root'),
    gaps: description.gaps ?? [],
    tenantId: testTenantId,
    asOf: testAsOfMs,
  };
  deriveColumns(estate, { hosts, identities, roleAssignments });
  const results = runRules(estate);
  const tables = { hosts, identities, roleAssignments };
  for (const name of tableNames) {
    const { codes, cells } = findingSets(results, name, tables[name].length);
    tables[name].forEach((row, index) => {
      row.findings = cells[codes[index] ?? 0] ?? '';
    });
  }
  return estate;
}

function found(index: number): number | undefined {
  return index < 0 ? undefined : index;
}

function withManagementGroups(
  scope: string,
  subscriptions: readonly SubscriptionNode[],
  groups: readonly ManagementGroupNode[],
): string[] {
  const parents = parentsOf(scope);
  const parsed = parseScope(scope);
  let group =
    parsed?.kind === 'management group'
      ? groups.find(({ name }) => name.toLowerCase() === parsed.name)?.parent
      : subscriptions.find(({ subscriptionId }) => subscriptionId === parsed?.subscriptionId)
          ?.managementGroup;
  const chain: string[] = [];
  while (group) {
    chain.push(`/providers/microsoft.management/managementgroups/${group.toLowerCase()}`);
    const next = groups.find(({ name }) => name === group)?.parent;
    group = next;
  }
  return [...parents.slice(0, -1), ...chain, ...parents.slice(-1)];
}
