import { type Blob, type BlobContainer, publicHostOf, type VaultObject } from '../data-entities.ts';
import type {
  ArmResource,
  DenyAssignment,
  Deployment,
  FederatedCredential,
  ManagementGroup,
  Principal,
  ResourceGroup,
  RoleAssignment,
  RoleDefinition,
  RoleEligibility,
  Subscription,
} from './entities.ts';
import { Table, type TableChange } from './table.ts';

/** Key of a resource group in indexes: `subscription/group`. */
export function groupKey(subscriptionId: string, resourceGroup: string): string {
  return `${subscriptionId}/${resourceGroup}`;
}

/** Primary key of a blob. Tables compare keys without case, blob names are case-sensitive: hence hexadecimal. */
export function blobKey(accountId: string, container: string, name: string): string {
  return `${accountId}/${container}/${Buffer.from(name).toString('hex')}`;
}

/** What the journal and reset need of a table, whatever its rows are. */
export interface JournalTable {
  readonly name: string;
  readonly size: number;
  clear(): void;
  restore(key: string, value: unknown): void;
  entries(): IterableIterator<[string, unknown]>;
}

/** Everything one emulated tenant holds. Providers read and write it; nothing else keeps state that must last. */
export class World {
  readonly tenantId: string;
  /** Shown as the tenant's display name and default domain. */
  readonly tenant: { displayName: string; domain: string };
  /** How long Azure RBAC does not know a new principal. A setting of the emulator, not part of its state. */
  replicationDelayMs = 0;
  readonly #listeners = new Set<(change: TableChange) => void>();
  readonly #emit = (change: TableChange): void => {
    for (const listener of this.#listeners) listener(change);
  };

  constructor(tenantId: string, tenant: { displayName: string; domain: string }) {
    this.tenantId = tenantId;
    this.tenant = tenant;
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
        publicHost: (row) => {
          const host = publicHostOf(row);
          return host ? [host] : [];
        },
      },
    },
    this.#emit,
  );
  /** Secrets and keys with all their versions, oldest first. `vault` is `vault id/kind`, `object` `vault id/kind/name`. */
  readonly vaultObjects = new Table<VaultObject, 'vault' | 'object'>(
    {
      name: 'vaultObjects',
      key: (row) => `${row.vaultId}/${row.kind}/${row.name}/${row.version}`,
      indexes: {
        vault: (row) => [`${row.vaultId}/${row.kind}`],
        object: (row) => [`${row.vaultId}/${row.kind}/${row.name}`],
      },
    },
    this.#emit,
  );
  readonly blobContainers = new Table<BlobContainer, 'account'>(
    {
      name: 'blobContainers',
      key: (row) => `${row.accountId}/${row.name}`,
      indexes: { account: (row) => [row.accountId] },
    },
    this.#emit,
  );
  /** `container` is `account id/container`. Names differ by case in Azure, so the key is their bytes. */
  readonly blobs = new Table<Blob, 'container'>(
    {
      name: 'blobs',
      key: (row) => blobKey(row.accountId, row.container, row.name),
      indexes: { container: (row) => [`${row.accountId}/${row.container}`] },
    },
    this.#emit,
  );
  readonly federatedCredentials = new Table<FederatedCredential, 'identity'>(
    {
      name: 'federatedCredentials',
      key: (row) => `${row.identityId}/${row.name}`,
      indexes: { identity: (row) => [row.identityId] },
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
          const match = /^\/subscriptions\/([^/]+)/i.exec(row.scope);
          return match?.[1] ? [match[1]] : [];
        },
      },
    },
    this.#emit,
  );
  readonly denyAssignments = new Table<DenyAssignment, 'scope'>(
    { name: 'denyAssignments', key: (row) => row.name, indexes: { scope: (row) => [row.scope] } },
    this.#emit,
  );
  readonly roleEligibilities = new Table<RoleEligibility, 'scope' | 'principal'>(
    {
      name: 'roleEligibilities',
      key: (row) => row.name,
      indexes: { scope: (row) => [row.scope], principal: (row) => [row.principalId] },
    },
    this.#emit,
  );

  readonly deployments = new Table<Deployment, 'scope'>(
    {
      name: 'deployments',
      key: (row) => `${row.scope}/${row.name}`,
      indexes: { scope: (row) => [row.scope] },
    },
    this.#emit,
  );

  /** All tables, for the journal and reset. */
  tables(): readonly JournalTable[] {
    return [
      this.managementGroups,
      this.subscriptions,
      this.resourceGroups,
      this.resources,
      this.vaultObjects,
      this.blobContainers,
      this.blobs,
      this.federatedCredentials,
      this.principals,
      this.deletedPrincipals,
      this.roleDefinitions,
      this.roleAssignments,
      this.denyAssignments,
      this.roleEligibilities,
      this.deployments,
    ];
  }

  /** Calls `listener` on every row put or deleted. Returns how to stop. */
  subscribe(listener: (change: TableChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
