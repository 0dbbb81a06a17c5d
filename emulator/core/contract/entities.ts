/** The exact identity type strings Azure answers with (comma and space). */
export type IdentityType = 'SystemAssigned' | 'UserAssigned' | 'SystemAssigned, UserAssigned';

/** A user-assigned identity as a resource refers to it. The ids are remembered, so a dangling reference keeps them. */
export interface IdentityReference {
  readonly id: string;
  readonly principalId: string;
  readonly clientId: string;
}

/** Identity of a resource. A resource with type None has no `identity` at all, as in Azure. */
export interface ResourceIdentity {
  readonly type: IdentityType;
  /** Present exactly when the type includes SystemAssigned. `clientId` is never on the wire of the resource itself. */
  readonly system?: { readonly principalId: string; readonly clientId: string; readonly tenantId: string };
  readonly user: readonly IdentityReference[];
}

/** Any tracked ARM resource. Provider-specific state lives in `properties` (what the wire shows) and `hidden` (what it does not). */
export interface ArmResource {
  /** ARM id in the casing the resource was created with. */
  readonly id: string;
  /** e.g. Microsoft.Compute/virtualMachines */
  readonly type: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly sku?: Readonly<Record<string, unknown>>;
  readonly zones?: readonly string[];
  readonly identity?: ResourceIdentity;
  readonly properties: Readonly<Record<string, unknown>>;
  /** State no answer shows: power state, passwords. */
  readonly hidden?: Readonly<Record<string, unknown>>;
  /** Increments with every write; sent as `"1"`, `"2"`… */
  readonly etag: number;
  /** Epoch milliseconds. */
  readonly createdTime: number;
  readonly changedTime: number;
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** Name (last segment) of the management group it sits in. */
  readonly managementGroup: string;
  readonly registeredProviders: readonly string[];
}

export interface ManagementGroup {
  /** Last segment of its id; the root group's name is the tenant id. */
  readonly name: string;
  readonly displayName: string;
  /** Parent's name; undefined for the tenant root group. */
  readonly parent?: string;
}

interface PrincipalBase {
  readonly objectId: string;
  readonly displayName: string;
  readonly createdTime: number;
}
export interface User extends PrincipalBase {
  readonly kind: 'User';
  readonly userPrincipalName: string;
  readonly password: string;
}
export interface Group extends PrincipalBase {
  readonly kind: 'Group';
  /** Object ids of direct members of any kind. */
  readonly members: readonly string[];
}
export interface ServicePrincipal extends PrincipalBase {
  readonly kind: 'ServicePrincipal';
  readonly appId: string;
  readonly servicePrincipalType: 'Application' | 'ManagedIdentity';
  readonly alternativeNames: readonly string[];
  /** Epoch ms of the last token it got; what Graph reports as its sign-in activity. Undefined: never signed in. */
  readonly lastSignInTime?: number;
  readonly secrets: readonly string[];
  /** base64url SHA-256 and SHA-1 thumbprints of certificates it may sign in with, with the public key (SPKI, PEM). */
  readonly certificates: readonly {
    readonly sha256: string;
    readonly sha1: string;
    readonly publicKeyPem: string;
  }[];
}
export type Principal = User | Group | ServicePrincipal;

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface RoleDefinition {
  /** GUID. */
  readonly name: string;
  readonly roleName: string;
  readonly description: string;
  readonly roleType: 'BuiltInRole' | 'CustomRole';
  readonly assignableScopes: readonly string[];
  readonly permissions: readonly Permission[];
  readonly createdOn: string;
  readonly updatedOn: string;
}

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal' | 'ForeignGroup' | 'Device' | 'Unknown';

export interface RoleAssignment {
  /** GUID, unique in the tenant. */
  readonly name: string;
  /** '/' or an ARM id without trailing slash. */
  readonly scope: string;
  /** GUID of the role definition. */
  readonly roleName: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly description?: string;
  readonly createdOn: string;
  readonly updatedOn: string;
  readonly createdBy: string;
  readonly updatedBy: string;
}

export interface DenyAssignment {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly scope: string;
  readonly permissions: readonly Permission[];
  readonly principals: readonly { readonly id: string; readonly type: string }[];
  readonly excludePrincipals: readonly { readonly id: string; readonly type: string }[];
  readonly doNotApplyToChildScopes: boolean;
  readonly isSystemProtected: boolean;
}
