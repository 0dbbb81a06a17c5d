import { subscriptionOf } from './arm-id.ts';
import type { DataPlane } from './data-plane.ts';
import type { DeclaredTable, JournalTable, TableDeclaration } from './declared-table.ts';
import type {
  ArmResource,
  DenyAssignment,
  ManagementGroup,
  Principal,
  ResourceGroup,
  RoleAssignment,
  RoleDefinition,
  Subscription,
} from './entities.ts';
import { Table, type TableChange } from './table.ts';

/** Key of a resource group in indexes: `subscription/group`. */
export function groupKey(subscriptionId: string, resourceGroup: string): string {
  return `${subscriptionId}/${resourceGroup}`;
}

/** What a provider adds to every world. */
export interface WorldDeclarations {
  readonly tables?: readonly DeclaredTable[];
  readonly dataPlanes?: readonly DataPlane[];
}

/** Everything one emulated tenant holds. Providers read and write it; nothing else keeps state that must last. */
export class World {
  readonly tenantId: string;
  /** Shown as the tenant's display name and default domain. */
  readonly tenant: { displayName: string; domain: string };
  /** How long Azure RBAC does not know a new principal. A setting of the emulator, not part of its state. */
  replicationDelayMs = 0;
  /** How long a new role assignment allows nothing yet. A setting of the emulator, not part of its state. */
  roleDelayMs = 0;
  /** How long after an event the Activity Log shows it. A setting of the emulator too. */
  activityDelayMs = 0;
  readonly #listeners = new Set<(change: TableChange) => void>();
  readonly #emit = (change: TableChange): void => {
    for (const listener of this.#listeners) listener(change);
  };

  /** Tables that providers declared. */
  readonly #declared: readonly JournalTable[];
  /** What tokens can be for besides this tenant's applications and Azure itself: its data planes. */
  readonly audiences: ReadonlySet<string>;
  /** Public suffix of the resources of a type (lower-cased) that have host names of their own. */
  readonly #suffixes: ReadonlyMap<string, string>;

  /** `declarations`: the providers, whose tables and data planes this world has. */
  constructor(
    tenantId: string,
    tenant: { displayName: string; domain: string },
    declarations: readonly WorldDeclarations[] = [],
  ) {
    this.tenantId = tenantId;
    this.tenant = tenant;
    this.#declared = declarations.flatMap(({ tables = [] }) =>
      tables.map((table) => table.open(this, this.#emit)),
    );
    const dataPlanes = declarations.flatMap((declared) => declared.dataPlanes ?? []);
    this.#suffixes = new Map(
      dataPlanes.map(({ resourceType, suffix }) => [resourceType.toLowerCase(), suffix]),
    );
    this.audiences = new Set(dataPlanes.flatMap(({ audiences }) => audiences));
  }

  readonly managementGroups = new Table<ManagementGroup, 'parent'>(
    {
      name: 'managementGroups',
      key: (row) => row.name,
      indexes: { parent: (row) => (row.parent ? [row.parent] : []) },
    },
    this.#emit,
  );
  readonly subscriptions = new Table<Subscription, 'managementGroup'>(
    {
      name: 'subscriptions',
      key: (row) => row.subscriptionId,
      indexes: { managementGroup: (row) => [row.managementGroup] },
    },
    this.#emit,
  );
  readonly resourceGroups = new Table<ResourceGroup, 'subscription'>(
    {
      name: 'resourceGroups',
      key: (row) => groupKey(row.subscriptionId, row.name),
      indexes: { subscription: (row) => [row.subscriptionId] },
    },
    this.#emit,
  );
  /** Every tracked resource of every type. `typeInSubscription` is `subscription/type`, `typeInGroup` is `subscription/group/type`. */
  readonly resources = new Table<
    ArmResource,
    | 'subscription'
    | 'group'
    | 'typeInSubscription'
    | 'typeInGroup'
    | 'principal'
    | 'userAssigned'
    | 'publicHost'
  >(
    {
      name: 'resources',
      key: (row) => row.id,
      indexes: {
        subscription: (row) => [row.subscriptionId],
        group: (row) => [groupKey(row.subscriptionId, row.resourceGroup)],
        typeInSubscription: (row) => [`${row.subscriptionId}/${row.type}`],
        typeInGroup: (row) => [`${groupKey(row.subscriptionId, row.resourceGroup)}/${row.type}`],
        /** Resources whose system-assigned principal this is. */
        principal: (row) => (row.identity?.system ? [row.identity.system.principalId] : []),
        /** Resources that refer to the user-assigned identity with this ARM id, existing or not. */
        userAssigned: (row) => row.identity?.user.map((reference) => reference.id) ?? [],
        /** Resources that serve data at this host name. */
        publicHost: (row) => {
          const suffix = this.#suffixes.get(row.type.toLowerCase());
          return suffix === undefined ? [] : [`${row.name}.${suffix}`];
        },
      },
    },
    this.#emit,
  );
  readonly principals = new Table<Principal, 'appId' | 'userPrincipalName' | 'memberOf'>(
    {
      name: 'principals',
      key: (row) => row.objectId,
      indexes: {
        appId: (row) => (row.kind === 'ServicePrincipal' ? [row.appId] : []),
        userPrincipalName: (row) => (row.kind === 'User' ? [row.userPrincipalName] : []),
        /** Groups found under the object id of a member. */
        memberOf: (row) => (row.kind === 'Group' ? row.members : []),
      },
    },
    this.#emit,
  );
  /** Object ids of deleted service principals and when (epoch ms): soft-deleted for 30 days, not restorable. */
  readonly deletedPrincipals = new Table<{ objectId: string; displayName: string; deletedTime: number }>(
    { name: 'deletedPrincipals', key: (row) => row.objectId, indexes: {} },
    this.#emit,
  );
  readonly roleDefinitions = new Table<RoleDefinition, 'roleName'>(
    { name: 'roleDefinitions', key: (row) => row.name, indexes: { roleName: (row) => [row.roleName] } },
    this.#emit,
  );
  readonly roleAssignments = new Table<RoleAssignment, 'scope' | 'principal' | 'subscription'>(
    {
      name: 'roleAssignments',
      key: (row) => row.name,
      indexes: {
        scope: (row) => [row.scope],
        principal: (row) => [row.principalId],
        /** Assignments at or below a subscription. */
        subscription: (row) => {
          const subscriptionId = subscriptionOf(row.scope);
          return subscriptionId === undefined ? [] : [subscriptionId];
        },
      },
    },
    this.#emit,
  );
  readonly denyAssignments = new Table<DenyAssignment, 'scope'>(
    { name: 'denyAssignments', key: (row) => row.name, indexes: { scope: (row) => [row.scope] } },
    this.#emit,
  );
  /** The table a provider declared. */
  table<Row, Index extends string>(declared: TableDeclaration<Row, Index>): Table<Row, Index> {
    return declared.in(this);
  }

  /** All tables, for the journal, reset and deletion. */
  tables(): readonly JournalTable[] {
    return [
      this.managementGroups,
      this.subscriptions,
      this.resourceGroups,
      this.resources,
      this.principals,
      this.deletedPrincipals,
      this.roleDefinitions,
      this.roleAssignments,
      this.denyAssignments,
      ...this.#declared,
    ];
  }

  /** Calls `listener` on every row put or deleted. Returns how to stop. */
  subscribe(listener: (change: TableChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
