import type {
  AssignmentItem,
  DenyItem,
  FederatedItem,
  HierarchyItem,
  HostItem,
  PowerItem,
  PrincipalItem,
  RoleItem,
  SubscriptionItem,
  UserAssignedItem,
  VaultItem,
} from './arm-models';

export type Pages<Item> = AsyncIterable<Item[]>;

/** A resource as the generic list shows it: without its provider's properties, but with times and identity. */
export type ResourceItem = HostItem;

export type ChoiceKind = 'groups' | 'subnets' | 'regions' | 'vaults';

/** Something to choose in a form. */
export interface Choice {
  /** ARM id; of a region its name. */
  readonly id: string;
  readonly name: string;
  readonly location: string;
  /** Of a vault its permission model: rbac or policies. */
  readonly note: string;
}

/**
 * Where an estate is read from, with one caller's rights. Every list yields Azure's pages as they come.
 * All of it throws AzureError; a 403 means "may not see", never "there is none".
 */
export interface EstateSource {
  /** Calls made so far and in the last minute, retries included. */
  readonly calls: { readonly total: number; lastMinute(): number };
  /** Calls that may be on their way at the same time. */
  readonly concurrency: number;
  subscriptions(): Pages<SubscriptionItem>;
  hierarchy(): Pages<HierarchyItem>;
  virtualMachines(subscriptionId: string): Pages<HostItem>;
  powerStates(subscriptionId: string): Pages<PowerItem>;
  resources(subscriptionId: string): Pages<ResourceItem>;
  userAssignedIdentities(subscriptionId: string): Pages<UserAssignedItem>;
  federatedCredentials(identityId: string): Pages<FederatedItem>;
  /** Custom roles assignable in the subscription; built-in ones too when asked for, they are the same everywhere. */
  roleDefinitions(subscriptionId: string, withBuiltIn: boolean): Pages<RoleItem>;
  /** Assignments at the subscription, below it, and those it inherits from above. */
  roleAssignments(subscriptionId: string): Pages<AssignmentItem>;
  denyAssignments(subscriptionId: string): Pages<DenyItem>;
  vaults(subscriptionId: string): Pages<VaultItem>;
  /** The principals that exist among at most 1,000 object ids. */
  principals(objectIds: readonly string[]): Promise<PrincipalItem[]>;
  /** Object ids of a group's members of any kind, nested ones included. */
  groupMembers(groupId: string): Pages<string>;
  /** Display name of the caller's tenant; '' when it may not be read. */
  tenantName(): Promise<string>;
  /** Client id of a host's system-assigned identity, which the host itself does not tell; '' for none. */
  systemAssignedClientId(hostId: string): Promise<string>;
  /** One resource as Azure answers right now, secrets removed. */
  raw(armId: string): Promise<unknown>;
  /** What a form lets people choose from in a subscription. */
  choices(kind: ChoiceKind, subscriptionId: string): Promise<Choice[]>;
  /** Whether a user-assigned identity is there: 404 says no; a refusal throws. */
  exists(armId: string): Promise<boolean>;
}
