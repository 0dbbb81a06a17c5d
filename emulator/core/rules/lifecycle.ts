import { randomUUID } from 'node:crypto';
import type {
  ArmResource,
  IdentityReference,
  ResourceIdentity,
  ServicePrincipal,
} from '../contract/entities.ts';
import type { World } from '../contract/world.ts';

/** Makes ids: random in a running tenant, seeded in a scenario so that the same seed gives the same estate. */
export type NewId = () => string;

/**
 * Creates the service principal behind a managed identity, as Azure Resource Manager does.
 * `alternativeNames` tells user-assigned (isExplicit=True) from system-assigned, then the resource's id.
 */
function createManagedPrincipal(
  world: World,
  displayName: string,
  resourceId: string,
  isExplicit: boolean,
  now: number,
  newId: NewId,
): ServicePrincipal {
  const principal: ServicePrincipal = {
    kind: 'ServicePrincipal',
    objectId: newId(),
    appId: newId(),
    displayName,
    createdTime: now,
    servicePrincipalType: 'ManagedIdentity',
    alternativeNames: [`isExplicit=${isExplicit ? 'True' : 'False'}`, resourceId],
    secrets: [],
    certificates: [],
  };
  world.principals.put(principal);
  return principal;
}

/** Deletes a managed identity's service principal. Its role assignments stay and become orphans, as in Azure. */
export function deleteManagedPrincipal(world: World, principalId: string, now: number): void {
  const principal = world.principals.delete(principalId);
  if (!principal) return;
  for (const group of world.principals.find('memberOf', principalId)) {
    if (group.kind !== 'Group') continue;
    world.principals.put({ ...group, members: group.members.filter((member) => member !== principalId) });
  }
  world.deletedPrincipals.put({
    objectId: principalId,
    displayName: principal.displayName,
    deletedTime: now,
  });
}

/** A new system-assigned identity for the resource: always a new principal, also when one was disabled before. */
export function createSystemAssigned(
  world: World,
  resource: { id: string; name: string },
  now: number,
  newId: NewId = randomUUID,
): NonNullable<ResourceIdentity['system']> {
  const principal = createManagedPrincipal(world, resource.name, resource.id, false, now, newId);
  return { principalId: principal.objectId, clientId: principal.appId, tenantId: world.tenantId };
}

/** Creates a user-assigned identity: the ARM resource and its service principal. Its id is written with lower-case `resourcegroups`. */
export function createUserAssigned(
  world: World,
  input: {
    subscriptionId: string;
    resourceGroup: string;
    name: string;
    location: string;
    tags?: Readonly<Record<string, string>>;
    isolationScope?: 'None' | 'Regional';
  },
  now: number,
  newId: NewId = randomUUID,
): ArmResource {
  const id = `/subscriptions/${input.subscriptionId}/resourcegroups/${input.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${input.name}`;
  const principal = createManagedPrincipal(world, input.name, id, true, now, newId);
  return world.resources.put({
    id,
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    name: input.name,
    subscriptionId: input.subscriptionId,
    resourceGroup: input.resourceGroup,
    location: input.location,
    tags: input.tags ?? {},
    properties: {
      tenantId: world.tenantId,
      principalId: principal.objectId,
      clientId: principal.appId,
      ...(input.isolationScope ? { isolationScope: input.isolationScope } : {}),
    },
    etag: 1,
    createdTime: now,
    changedTime: now,
  });
}

/** How a resource refers to a user-assigned identity; undefined when there is no such identity. */
export function referenceTo(world: World, identityId: string): IdentityReference | undefined {
  const identity = world.resources.get(identityId);
  if (!identity) return undefined;
  const { principalId, clientId } = identity.properties;
  if (typeof principalId !== 'string' || typeof clientId !== 'string') return undefined;
  return { id: identity.id, principalId, clientId };
}

/** The identity value for the given parts, or undefined for none (Azure drops the property). */
export function identityOf(
  system: ResourceIdentity['system'],
  user: readonly IdentityReference[],
): ResourceIdentity | undefined {
  if (system && user.length > 0) return { type: 'SystemAssigned, UserAssigned', system, user };
  if (system) return { type: 'SystemAssigned', system, user: [] };
  if (user.length > 0) return { type: 'UserAssigned', user };
  return undefined;
}

/** Deletes a resource and, with it, what lives and dies with it: its system-assigned principal and what providers keep for it. References to it elsewhere stay. */
export function deleteResource(world: World, id: string, now: number): ArmResource | undefined {
  const resource = world.resources.delete(id);
  if (!resource) return undefined;
  if (resource.identity?.system) deleteManagedPrincipal(world, resource.identity.system.principalId, now);
  for (const table of world.tables()) table.deleteOwned(resource.id);
  if (resource.type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities') {
    const { principalId } = resource.properties;
    if (typeof principalId === 'string') deleteManagedPrincipal(world, principalId, now);
  }
  return resource;
}
