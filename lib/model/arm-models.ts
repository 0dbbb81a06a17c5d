/** What is kept of Azure's answers: small rows, made page by page; the wire objects are dropped at once. */

/** Times are epoch seconds, -1 where Azure does not say. Ids have Azure's casing. */
export interface SubscriptionModel {
  readonly subscriptionId: string;
  readonly name: string;
  readonly tenantId: string;
}

/** A management group, or a subscription as the management group tree knows it. */
export interface HierarchyModel {
  readonly kind: 'managementGroup' | 'subscription';
  readonly name: string;
  readonly displayName: string;
  /** Name of the parent management group; '' for the top one that is visible. */
  readonly parent: string;
}

export interface UserReference {
  readonly id: string;
  readonly principalId: string;
  readonly clientId: string;
}

export interface IdentityBlock {
  /** None, SystemAssigned, UserAssigned, or 'SystemAssigned, UserAssigned'. */
  readonly type: string;
  /** '' unless a system-assigned identity is on. */
  readonly principalId: string;
  readonly tenantId: string;
  readonly user: readonly UserReference[];
}

export interface HostModel {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location: string;
  readonly size: string;
  readonly os: string;
  readonly identity: IdentityBlock;
  readonly created: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface PowerStateModel {
  readonly id: string;
  /** running, deallocated, stopped, starting, …; 'unknown' */
  readonly power: string;
}

export interface UserAssignedIdentityModel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly principalId: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly isolationScope: string;
}

export interface FederatedCredentialModel {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export interface PermissionModel {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface RoleDefinitionModel {
  /** Lower-case GUID. */
  readonly guid: string;
  readonly name: string;
  readonly type: 'BuiltInRole' | 'CustomRole';
  readonly permissions: readonly PermissionModel[];
}

export interface RoleAssignmentModel {
  readonly id: string;
  /** GUID. */
  readonly name: string;
  /** ARM id without trailing slash, or '/'. */
  readonly scope: string;
  /** Lower-case GUID. */
  readonly principalId: string;
  readonly principalType: string;
  readonly roleGuid: string;
  readonly condition: string;
  readonly description: string;
  readonly created: number;
  readonly createdBy: string;
}

export interface DenyAssignmentModel {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly permissions: readonly PermissionModel[];
  readonly principals: readonly string[];
  readonly excludedPrincipals: readonly string[];
  readonly doNotApplyToChildScopes: boolean;
}

export interface VaultModel {
  readonly id: string;
  readonly usesRbac: boolean;
}

export interface PrincipalModel {
  /** Lower-case GUID. */
  readonly principalId: string;
  readonly displayName: string;
  readonly kind: 'user' | 'group' | 'application' | 'managed identity' | 'unknown';
}
