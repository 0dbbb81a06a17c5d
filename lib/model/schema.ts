/**
 * The columns of the estate, the same on the server, on the wire and in the browser.
 * A row is an index: rows are appended, never moved; a deleted row stays as a dead slot until the epoch changes.
 */

/** `text`: one string a row. `dict`: an index into an append-only dictionary. `number`: a number, -1 where unknown. */
export type ColumnKind = 'text' | 'dict' | 'number';

export const hostColumns = {
  name: 'text',
  /** Resource type, e.g. Microsoft.Compute/virtualMachines. */
  type: 'dict',
  /** Subscription GUID; its name is in the summary's scopes. */
  subscription: 'dict',
  resourceGroup: 'dict',
  location: 'dict',
  /** VM size or SKU; '' where there is none. */
  size: 'dict',
  /** Linux, Windows or ''. */
  os: 'dict',
  /** running, deallocated, stopped, starting, …; 'unknown' where not read. */
  power: 'dict',
  /** None, SystemAssigned, UserAssigned, or 'SystemAssigned, UserAssigned'. */
  identityType: 'dict',
  /** Epoch seconds; -1 unknown. */
  created: 'number',
  // Derived, filled once the joins are made.
  /** References to user-assigned identities, dangling ones included. */
  userAssigned: 'number',
  /** References to identities that do not exist (any more), as far as visible. */
  dangling: 'number',
  /** What IMDS gives code that names no identity: system, user, ambiguous, none. */
  imdsDefault: 'dict',
  /** Role assignments of all identities on the host. */
  roleAssignments: 'number',
  /** Highest privilege rank over its identities, see privilegeRanks. */
  privilege: 'number',
  /** Ids of the rules that mark the row, see membersOf. */
  findings: 'dict',
} as const satisfies Record<string, ColumnKind>;

export const identityColumns = {
  name: 'text',
  /** system, user, or missing (a user-assigned identity something refers to, but that does not exist). */
  kind: 'dict',
  subscription: 'dict',
  resourceGroup: 'dict',
  location: 'dict',
  /** For a system-assigned identity the type of its resource, else ''. */
  hostType: 'dict',
  created: 'number',
  // Derived.
  /** Resources that use it: 1 for a system-assigned identity. */
  hosts: 'number',
  /** Distinct subscriptions of those resources. */
  hostSubscriptions: 'number',
  /** Row in the hosts table of its first (for system-assigned: its only) host; -1 none. */
  firstHost: 'number',
  federated: 'number',
  /** Direct role assignments plus those through groups, where groups are visible. */
  roleAssignments: 'number',
  /** Highest privilege rank, see privilegeRanks; -1 unknown, 0 none. */
  privilege: 'number',
  /** Name of the role with the highest privilege; '' none. */
  role: 'dict',
  /** Kind of scope that role is assigned at, see scopeKinds; ''. */
  roleScope: 'dict',
  /** None or Regional; '' where it does not apply. */
  isolationScope: 'dict',
  findings: 'dict',
} as const satisfies Record<string, ColumnKind>;

export const roleAssignmentColumns = {
  /** Display name of the principal; its object id where Graph gave no name. */
  principal: 'text',
  /** identity (managed identity of this estate), user, group, application, orphan, unknown. */
  principalKind: 'dict',
  /** Row in the identities table; -1 when the principal is not an identity of this estate. */
  identity: 'number',
  role: 'dict',
  /** The scope's ARM id, or '/'. */
  scope: 'dict',
  scopeKind: 'dict',
  /** Subscription GUID of the scope; '' above subscriptions. */
  subscription: 'dict',
  /** '' or the condition's short form: the text of the condition is on the detail page. */
  conditional: 'dict',
  created: 'number',
  // Derived.
  privilege: 'number',
  findings: 'dict',
} as const satisfies Record<string, ColumnKind>;

export const tableColumns = {
  hosts: hostColumns,
  identities: identityColumns,
  roleAssignments: roleAssignmentColumns,
} as const;

export type TableName = keyof typeof tableColumns;
export const tableNames = ['hosts', 'identities', 'roleAssignments'] as const satisfies readonly TableName[];
export type ColumnName<T extends TableName> = keyof (typeof tableColumns)[T] & string;

/**
 * GUID columns are left out of the tables and asked for on their own (export, search): they are most of the bytes.
 * The value is per row; '' where there is none.
 */
export const idColumns = {
  hosts: ['principalId'],
  identities: ['principalId', 'clientId'],
  roleAssignments: ['name', 'principalId'],
} as const satisfies Record<TableName, readonly string[]>;

/**
 * How much a role lets its principal do, from 0. Computed from the role's actions, never from its name.
 * owner = may grant access; contributor = may change anything; operator = may act as other identities or run code on hosts.
 */
export const privilegeRanks = [
  'none',
  'reader',
  'data reader',
  'data writer',
  'writer',
  'operator',
  'contributor',
  'owner',
] as const;
export type PrivilegeRank = (typeof privilegeRanks)[number];

/**
 * The members a cell lists, with spaces between: ids of rules in `findings`, gravest first. Such a column is a
 * dictionary: of all the sets there could be few occur, so a test is asked once a set, not once a row.
 */
export function membersOf(cell: string): string[] {
  return cell === '' ? [] : cell.split(' ');
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/* ---- The wire: newline-delimited JSON, one message a line. ---- */

/** `since` 0 = the whole table; otherwise only rows that changed after that version (same epoch). */
export interface HeaderMessage {
  kind: 'header';
  table: TableName;
  epoch: string;
  version: number;
  since: number;
  /** Row slots, dead ones included. While loading, the number so far. */
  rows: number;
}
/** New values at the end of a dictionary. Dictionaries only grow within an epoch. */
export interface DictionaryMessage {
  kind: 'dictionary';
  column: string;
  from: number;
  values: string[];
}
/** Cells for rows `from..from+count`, or for the rows in `at`. Columns may be partial: what is absent keeps its value. */
export interface RowsMessage {
  kind: 'rows';
  from?: number;
  count?: number;
  at?: number[];
  columns: Record<string, (string | number)[]>;
}
/** Rows that are gone. */
export interface DeadMessage {
  kind: 'dead';
  at: number[];
}
export interface ProgressMessage {
  kind: 'progress';
  progress: LoadProgress;
}
export interface EndMessage {
  kind: 'end';
  version: number;
}
export type TableMessage =
  | HeaderMessage
  | DictionaryMessage
  | RowsMessage
  | DeadMessage
  | ProgressMessage
  | EndMessage;

export interface LoadProgress {
  /** Calls to Azure answered and known so far. */
  callsDone: number;
  callsKnown: number;
  hosts: number;
  identities: number;
  roleAssignments: number;
}
