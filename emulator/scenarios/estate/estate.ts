import { resourceId } from '../../core/contract/arm-id.ts';
import { dayMs } from '../../core/contract/clock.ts';
import type {
  ArmResource,
  PrincipalType,
  ResourceIdentity,
  RoleAssignment,
  ServicePrincipal,
  User,
} from '../../core/contract/entities.ts';
import type { Seeded } from '../../core/contract/seeded.ts';
import { groupKey, type World } from '../../core/contract/world.ts';
import type { Random } from './random.ts';

export const registeredProviders: readonly string[] = [
  'Microsoft.App',
  'Microsoft.Authorization',
  'Microsoft.Automation',
  'Microsoft.Compute',
  'Microsoft.ContainerRegistry',
  'Microsoft.ContainerService',
  'Microsoft.DataFactory',
  'Microsoft.KeyVault',
  'Microsoft.Logic',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.Resources',
  'Microsoft.Storage',
  'Microsoft.Web',
];

export interface NewResource {
  subscriptionId: string;
  resourceGroup: string;
  type: string;
  name: string;
  location: string;
  ageDays: number;
  properties: Readonly<Record<string, unknown>>;
  tags?: Readonly<Record<string, string>>;
  identity?: ResourceIdentity;
  kind?: string;
  sku?: Readonly<Record<string, unknown>>;
  zones?: readonly string[];
  hidden?: Readonly<Record<string, unknown>>;
}

export interface NewAssignment {
  principalId: string;
  principalType?: PrincipalType;
  /** Role name as Azure shows it, e.g. 'Key Vault Secrets User'. */
  role: string;
  scope: string;
  ageDays: number;
  condition?: string;
  description?: string;
}

/** What every scenario builds with: adds rows to a world as an administrator of that tenant would have, at an age. */
export class Estate {
  readonly world: World;
  /** Epoch ms. */
  readonly now: number;
  readonly random: Random;
  readonly seeded: Seeded = { people: [], servicePrincipals: [] };
  /** Written as author of role assignments until somebody else is named. */
  authorId = '';
  readonly #roleIds = new Map<string, string>();

  constructor(world: World, now: number, random: Random) {
    this.world = world;
    this.now = now;
    this.random = random;
  }

  /** Epoch ms of a moment `days` ago. */
  ago(days: number): number {
    return this.now - Math.round(days * dayMs);
  }

  /** GUID of a role by its display name. Throws when the world has no such role: a typo in scenario data. */
  roleId(roleName: string): string {
    const known = this.#roleIds.get(roleName);
    if (known) return known;
    const found = this.world.roleDefinitions.find('roleName', roleName);
    // Azure renamed some roles when they left preview; data sets still carry the older name.
    const role = found[0] ?? this.world.roleDefinitions.find('roleName', `${roleName} (Preview)`)[0];
    if (!role) throw new Error(`The scenario uses the role '${roleName}', which is not defined.`);
    this.#roleIds.set(roleName, role.name);
    return role.name;
  }

  subscription(displayName: string, managementGroup: string): string {
    const subscriptionId = this.random.guid();
    const { tenantId } = this.world;
    this.world.subscriptions.put({
      subscriptionId,
      displayName,
      tenantId,
      managementGroup,
      registeredProviders,
    });
    return subscriptionId;
  }

  resource(input: NewResource): ArmResource {
    const { subscriptionId, resourceGroup, type, name, location, ageDays, ...rest } = input;
    if (!this.world.resourceGroups.get(groupKey(subscriptionId, resourceGroup))) {
      throw new Error(`The scenario puts ${name} into the group '${resourceGroup}', which does not exist.`);
    }
    const createdTime = this.ago(ageDays);
    return this.world.resources.put({
      id: resourceId(subscriptionId, resourceGroup, type, name),
      type,
      name,
      subscriptionId,
      resourceGroup,
      location,
      tags: {},
      ...rest,
      etag: 1,
      createdTime,
      changedTime: createdTime,
    });
  }

  user(name: string, upn: string, ageDays: number): User {
    const user: User = {
      kind: 'User',
      objectId: this.random.guid(),
      displayName: name,
      userPrincipalName: upn,
      password: this.random.password(),
      createdTime: this.ago(ageDays),
    };
    this.world.principals.put(user);
    return user;
  }

  /** A user who is offered for sign-in. `key` is what a command line takes. */
  person(key: string, name: string, upn: string, roles: readonly string[], ageDays: number): User {
    const user = this.user(name, upn, ageDays);
    const { objectId, password } = user;
    this.seeded.people.push({ name, upn, password, objectId, roles: [key, ...roles] });
    return user;
  }

  application(name: string, ageDays: number): ServicePrincipal {
    const secret = this.random.secret();
    const principal: ServicePrincipal = {
      kind: 'ServicePrincipal',
      objectId: this.random.guid(),
      appId: this.random.guid(),
      displayName: name,
      servicePrincipalType: 'Application',
      alternativeNames: [],
      secrets: [secret],
      certificates: [],
      createdTime: this.ago(ageDays),
    };
    this.world.principals.put(principal);
    const { appId: clientId, objectId } = principal;
    this.seeded.servicePrincipals.push({ name, clientId, secret, objectId });
    return principal;
  }

  assign(input: NewAssignment): RoleAssignment {
    const createdOn = new Date(this.ago(input.ageDays)).toISOString();
    return this.world.roleAssignments.put({
      name: this.random.guid(),
      scope: input.scope,
      roleName: this.roleId(input.role),
      principalId: input.principalId,
      principalType: input.principalType ?? 'ServicePrincipal',
      ...(input.condition ? { condition: input.condition, conditionVersion: '2.0' } : {}),
      ...(input.description ? { description: input.description } : {}),
      createdOn,
      updatedOn: createdOn,
      createdBy: this.authorId,
      updatedBy: this.authorId,
    });
  }
}
