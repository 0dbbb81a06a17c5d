import type { Activity } from './activity';
import type {
  DenyAssignmentModel,
  FederatedCredentialModel,
  HierarchyModel,
  HostModel,
  PowerStateModel,
  PrincipalModel,
  RoleAssignmentModel,
  RoleDefinitionModel,
  SubscriptionModel,
  UserAssignedIdentityModel,
  VaultModel,
} from './arm-models';
import type { ServicePrincipalModel } from './service-principal';

export type Pages<Model> = AsyncIterable<Model[]>;

/** A resource as the generic list shows it: without its provider's properties, but with times and identity. */
export type ResourceModel = HostModel;

export type ChoiceKind =
  | 'groups'
  | 'subnets'
  | 'regions'
  | 'vaults'
  | 'accounts'
  /** Names only: of a vault's secrets, and of an account's containers. */
  | 'secrets'
  | 'containers';

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
export interface AzureReader {
  /** Calls made so far and in the last minute, retries included. */
  readonly calls: { readonly total: number; lastMinute(): number };
  /** Calls that may be on their way at the same time. */
  readonly concurrency: number;
  subscriptions(): Pages<SubscriptionModel>;
  hierarchy(): Pages<HierarchyModel>;
  virtualMachines(subscriptionId: string): Pages<HostModel>;
  powerStates(subscriptionId: string): Pages<PowerStateModel>;
  resources(subscriptionId: string): Pages<ResourceModel>;
  userAssignedIdentities(subscriptionId: string): Pages<UserAssignedIdentityModel>;
  federatedCredentials(identityId: string): Pages<FederatedCredentialModel>;
  /** Custom roles assignable in the subscription; built-in ones too when asked for, they are the same everywhere. */
  roleDefinitions(subscriptionId: string, withBuiltIn: boolean): Pages<RoleDefinitionModel>;
  /** Assignments at the subscription, below it, and those it inherits from above. */
  roleAssignments(subscriptionId: string): Pages<RoleAssignmentModel>;
  denyAssignments(subscriptionId: string): Pages<DenyAssignmentModel>;
  vaults(subscriptionId: string): Pages<VaultModel>;
  /** The principals that exist among at most 1,000 object ids. */
  principals(objectIds: readonly string[]): Promise<PrincipalModel[]>;
  /** Object ids of a group's members of any kind, nested ones included. */
  groupMembers(groupId: string): Pages<string>;
  /** Display name of the caller's tenant; '' when it may not be read. */
  tenantName(): Promise<string>;
  /** Client id of a host's system-assigned identity, which the host itself does not tell; '' for none. */
  systemAssignedClientId(hostId: string): Promise<string>;
  /**
   * What the Activity Log has about one resource, newest first. The last answer is given again for some seconds, so that
   * a page that refreshes does not ask each time.
   */
  activity(resourceId: string): Promise<Activity>;
  /** A service principal by object id; null when the tenant has none (404). A refusal throws. */
  servicePrincipal(objectId: string): Promise<ServicePrincipalModel | null>;
  /** One resource as Azure answers right now, secrets removed. */
  raw(armId: string): Promise<unknown>;
  /** What a form lets people choose from in a subscription. */
  /** `parent` is the ARM id of what they are in, for secrets and containers; '' for the others. */
  choices(kind: ChoiceKind, subscriptionId: string, parent: string): Promise<Choice[]>;
  /** Whether a user-assigned identity is there: 404 says no; a refusal throws. */
  exists(armId: string): Promise<boolean>;
}
