/** What is kept of Azure's answers: small rows, made page by page; the wire objects are dropped at once. */

/** Times are epoch seconds, -1 where Azure does not say. Ids have Azure's casing. */
export interface SubscriptionItem {
  readonly subscriptionId: string;
  readonly name: string;
  readonly tenantId: string;
}

/** A management group, or a subscription as the management group tree knows it. */
export interface HierarchyItem {
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

export interface HostItem {
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

export interface PowerItem {
  readonly id: string;
  /** running, deallocated, stopped, starting, …; 'unknown' */
  readonly power: string;
}

export interface UserAssignedItem {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly principalId: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly isolationScope: string;
}

export interface FederatedItem {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

export interface PermissionItem {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

export interface RoleItem {
  /** Lower-case GUID. */
  readonly guid: string;
  readonly name: string;
  readonly type: 'BuiltInRole' | 'CustomRole';
  readonly permissions: readonly PermissionItem[];
}

export interface AssignmentItem {
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

export interface DenyItem {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly permissions: readonly PermissionItem[];
  readonly principals: readonly string[];
  readonly excludedPrincipals: readonly string[];
  readonly doNotApplyToChildScopes: boolean;
}

export interface VaultItem {
  readonly id: string;
  readonly usesRbac: boolean;
}

export interface PrincipalItem {
  /** Lower-case GUID. */
  readonly principalId: string;
  readonly displayName: string;
  readonly kind: 'user' | 'group' | 'application' | 'managed identity' | 'unknown';
}

/** Epoch seconds of a date the SDK parsed; -1 for none. */
export function toSeconds(date: Date | undefined): number {
  const ms = date?.getTime() ?? Number.NaN;
  return Number.isNaN(ms) ? -1 : Math.floor(ms / 1000);
}

/** The last segment of an id, lower case: how role definitions and management groups are named everywhere. */
export function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}

interface WireIdentity {
  readonly type?: string;
  readonly principalId?: string;
  readonly tenantId?: string;
  readonly userAssignedIdentities?: Readonly<
    Record<string, { principalId?: string; clientId?: string } | null>
  >;
}

const noIdentity: IdentityBlock = { type: 'None', principalId: '', tenantId: '', user: [] };

/**
 * The identity block of any resource. Providers write the type with and without a space and in several casings
 * (learn.microsoft.com/azure/virtual-machines, REST reference), so it is derived from what is there.
 */
export function toIdentityBlock(wire: WireIdentity | undefined): IdentityBlock {
  if (!wire?.type || /^none$/i.test(wire.type)) return noIdentity;
  const system = /systemassigned/i.test(wire.type);
  const user: UserReference[] = [];
  const references = wire.userAssignedIdentities;
  for (const id in references) {
    const value = references[id];
    user.push({
      id,
      principalId: value?.principalId?.toLowerCase() ?? '',
      clientId: value?.clientId?.toLowerCase() ?? '',
    });
  }
  const named = /userassigned/i.test(wire.type) || user.length > 0;
  return {
    type: system
      ? named
        ? 'SystemAssigned, UserAssigned'
        : 'SystemAssigned'
      : named
        ? 'UserAssigned'
        : 'None',
    principalId: system ? (wire.principalId?.toLowerCase() ?? '') : '',
    tenantId: wire.tenantId?.toLowerCase() ?? '',
    user,
  };
}

const noTags: Readonly<Record<string, string>> = {};

export function toTags(tags: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> {
  return tags ?? noTags;
}
