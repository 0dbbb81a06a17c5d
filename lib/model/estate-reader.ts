import type { ColumnName, TableName } from './schema';
import type { ManagementGroupNode, SubscriptionNode, VisibilityGap } from './summary';

/** Read access to one table's cells. A row is an index below `rows`; dead rows are skipped by `live()`. */
export interface TableReader<T extends TableName> {
  /** Row slots, dead ones included. */
  readonly rows: number;
  isLive(row: number): boolean;
  /** Live rows in order. */
  live(): Iterable<number>;
  /** A text or dictionary cell as a string. Throws on a number column. */
  text(column: ColumnName<T>, row: number): string;
  /** A number cell, -1 unknown. Throws on other columns. */
  number(column: ColumnName<T>, row: number): number;
}

/** Permissions of a role, as Azure defines them. */
export interface RolePermission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface RoleRow {
  /** GUID, lower case. */
  readonly guid: string;
  readonly name: string;
  readonly type: 'BuiltInRole' | 'CustomRole';
  readonly permissions: readonly RolePermission[];
}

/** A role assignment with what the columns leave out. */
export interface RoleAssignmentRow {
  readonly armId: string;
  readonly principalId: string;
  readonly principalType: string;
  readonly roleGuid: string;
  /** Lower-case ARM id without trailing slash, or '/'. */
  readonly scope: string;
  readonly condition: string | null;
  readonly description: string | null;
  readonly createdOn: string | null;
  readonly createdBy: string | null;
}

export interface DenyRow {
  readonly armId: string;
  readonly name: string;
  readonly scope: string;
  readonly permissions: readonly RolePermission[];
  readonly principals: readonly string[];
  readonly excludedPrincipals: readonly string[];
  readonly doNotApplyToChildScopes: boolean;
}

export interface FederatedRow {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export interface PrincipalRow {
  readonly principalId: string;
  readonly displayName: string;
  readonly kind: 'user' | 'group' | 'application' | 'managed identity' | 'unknown';
}

/** What Graph says of an object id: found, certainly absent, or not known because Graph could not be asked. */
export type PrincipalLookup = { known: true; principal: PrincipalRow } | { known: false; absent: boolean };

/**
 * The estate as the caller sees it, for pure code: rules, characteristics, details.
 * Everything here is in memory; `null` means unknown (not readable), never empty.
 */
export interface EstateReader {
  readonly hosts: TableReader<'hosts'>;
  readonly identities: TableReader<'identities'>;
  readonly roleAssignments: TableReader<'roleAssignments'>;
  /** ARM ids in Azure's casing. A system-assigned identity's id is its host's plus `/providers/Microsoft.ManagedIdentity/identities/default`. */
  hostId(row: number): string;
  identityId(row: number): string;
  /** Rows by ARM id in any casing. */
  hostRow(armId: string): number | undefined;
  identityRow(armId: string): number | undefined;
  roleAssignmentRow(armId: string): number | undefined;
  /** Row of the identity with this principal (object) id. */
  identityRowOfPrincipal(principalId: string): number | undefined;
  principalId(identityRow: number): string;
  clientId(identityRow: number): string;
  /** tenantId Azure reports on the host's or identity's own identity block; '' unknown. */
  tenantIdOfHost(hostRow: number): string;
  tags(table: 'hosts' | 'identities', row: number): Readonly<Record<string, string>>;
  /** Hosts that carry the identity, and the identities a host carries (system-assigned first, missing identities included). */
  hostsOf(identityRow: number): readonly number[];
  identitiesOf(hostRow: number): readonly number[];
  roleAssignment(row: number): RoleAssignmentRow;
  /** Rows of role assignments made directly to the principal. */
  roleAssignmentsOf(principalId: string): readonly number[];
  /** Object ids of the groups the principal is in, transitively; null when Graph could not be asked. */
  groupsOf(principalId: string): readonly string[] | null;
  role(roleGuid: string): RoleRow | undefined;
  /** Null when deny assignments could not be read. */
  denyAssignments(): readonly DenyRow[] | null;
  /** Null when they could not be read for this identity. */
  federatedOf(identityRow: number): readonly FederatedRow[] | null;
  principal(principalId: string): PrincipalLookup;
  /** Vaults by lower-case ARM id: true = RBAC model, false = access policies. */
  vaultUsesRbac(armId: string): boolean | undefined;
  readonly managementGroups: readonly ManagementGroupNode[];
  readonly subscriptions: readonly SubscriptionNode[];
  /** Scopes above the given one, nearest first, ending with '/'; lower-case. Includes management groups where visible. */
  scopesAbove(scope: string): readonly string[];
  /** Name a person reads for a scope. */
  scopeName(scope: string): string;
  readonly gaps: readonly VisibilityGap[];
  readonly tenantId: string;
  /** Epoch milliseconds of the data. */
  readonly asOf: number;
}
