import { groupScope, managementGroupScope, resourceId, subscriptionScope } from '../core/contract/arm-id.ts';
import type { IdentityReference, ResourceIdentity } from '../core/contract/entities.ts';
import type { Seeded } from '../core/contract/seeded.ts';
import type { World } from '../core/contract/world.ts';
import { createSystemAssigned, createUserAssigned, identityOf } from '../core/rules/lifecycle.ts';
import { seedBuiltInRoles } from '../providers/authorization/built-in-roles.ts';
import { Estate } from './estate/estate.ts';
import type { Random } from './estate/random.ts';
import { type ScaleShape, scaleShapes } from './scale-shapes.ts';

const vmsPerSubscription = 500;
const groupsPerSubscription = 20;
const managementGroup = 'contoso';

interface Place {
  workloadIndex: number;
  subscriptionId: string;
  resourceGroup: string;
  scope: string;
  subscriptionScope: string;
}

/** `index` of a population of `size`, small indexes far more often: most identities serve few hosts, some serve very many. */
function zipfLike(random: Random, size: number): number {
  return Math.min(size - 1, Math.floor(size ** random.fraction()) - 1);
}

function seedPlaces(estate: Estate, vmCount: number): Place[] {
  const places: Place[] = [];
  const count = Math.max(1, Math.round(vmCount / vmsPerSubscription));
  for (let index = 1; index <= count; index++) {
    const subscriptionId = estate.subscription(`Contoso ${String(index).padStart(3, '0')}`, managementGroup);
    for (let group = 1; group <= groupsPerSubscription; group++) {
      const workloadIndex = (group - 1) % scaleShapes.workloads.length;
      const resourceGroup = `rg-${scaleShapes.workloads[workloadIndex]}-${group}`;
      const location = scaleShapes.regions[group % scaleShapes.regions.length] ?? scaleShapes.regions[0];
      estate.world.resourceGroups.put({ subscriptionId, name: resourceGroup, location, tags: {} });
      const scope = groupScope(subscriptionId, resourceGroup);
      places.push({
        workloadIndex,
        subscriptionId,
        resourceGroup,
        scope,
        subscriptionScope: subscriptionScope(subscriptionId),
      });
    }
  }
  return places;
}

function placeAt(places: readonly Place[], index: number): Place {
  const place = places[index % places.length];
  if (!place) throw new Error('A scale world needs at least one resource group.');
  return place;
}

function seedPeople(estate: Estate): void {
  const { world } = estate;
  const scope = managementGroupScope(managementGroup);
  const first = world.subscriptions.values().next().value;
  if (!first) throw new Error('A scale world needs at least one subscription.');
  const readerText = `Reader on ${first.displayName} (subscription)`;
  const owner = estate.person(
    'owner',
    'Olivia Moreno',
    'olivia.moreno@contoso.example',
    ['Owner on Contoso (management group)'],
    900,
  );
  const reader = estate.person('reader', 'Rita Alves', 'rita.alves@contoso.example', [readerText], 500);
  estate.person('nobody', 'Noah Nilsson', 'noah.nilsson@contoso.example', ['No role anywhere'], 20);
  const operator = estate.application('keyless-operator', 300);
  estate.authorId = owner.objectId;
  estate.assign({ principalId: owner.objectId, principalType: 'User', role: 'Owner', scope, ageDays: 900 });
  const readerScope = subscriptionScope(first.subscriptionId);
  estate.assign({
    principalId: reader.objectId,
    principalType: 'User',
    role: 'Reader',
    scope: readerScope,
    ageDays: 400,
  });
  estate.assign({ principalId: operator.objectId, role: 'Owner', scope, ageDays: 300 });
}

function seedIdentities(estate: Estate, places: readonly Place[], count: number): IdentityReference[] {
  const references: IdentityReference[] = [];
  for (let index = 0; index < count; index++) {
    const place = placeAt(places, index);
    const workload = scaleShapes.workloads[place.workloadIndex];
    const input = {
      subscriptionId: place.subscriptionId,
      resourceGroup: place.resourceGroup,
      name: `id-${workload}-${String(index + 1).padStart(5, '0')}`,
      location: scaleShapes.regions[index % scaleShapes.regions.length] ?? scaleShapes.regions[0],
      tags: scaleShapes.tags[index % scaleShapes.tags.length] ?? {},
    };
    const createdTime = estate.ago(1 + (index % 1200));
    const { id, properties } = createUserAssigned(estate.world, input, createdTime, estate.random.guid);
    const { principalId, clientId } = properties;
    if (typeof principalId === 'string' && typeof clientId === 'string')
      references.push({ id, principalId, clientId });
  }
  return references;
}

function seedVirtualMachines(
  estate: Estate,
  places: readonly Place[],
  shapes: readonly (readonly ScaleShape[])[],
  identities: readonly IdentityReference[],
  vmCount: number,
): string[] {
  const { world, random } = estate;
  const systemPrincipals: string[] = [];
  for (let index = 0; index < vmCount; index++) {
    const place = placeAt(places, index);
    const fitting = shapes[place.workloadIndex] ?? [];
    const shape = fitting[random.below(fitting.length)];
    if (!shape) throw new Error(`No machines are described for workload ${place.workloadIndex}.`);
    const name = `vm-${shape.workload}-${String(index + 1).padStart(6, '0')}`;
    const id = resourceId(
      place.subscriptionId,
      place.resourceGroup,
      'Microsoft.Compute/virtualMachines',
      name,
    );
    const createdTime = estate.ago(1 + (index % 1500));
    let system: ResourceIdentity['system'];
    // 40 of 100 have a system-assigned identity, 35 of 100 a user-assigned one; some both, some none.
    if (random.below(100) < 40) {
      system = createSystemAssigned(world, { id, name }, createdTime, random.guid);
      systemPrincipals.push(system.principalId);
    }
    const reference = random.below(100) < 35 ? identities[zipfLike(random, identities.length)] : undefined;
    const identity = identityOf(system, reference ? [reference] : []);
    world.resources.put({
      id,
      type: 'Microsoft.Compute/virtualMachines',
      name,
      subscriptionId: place.subscriptionId,
      resourceGroup: place.resourceGroup,
      location: shape.location,
      tags: shape.tags,
      ...(identity ? { identity } : {}),
      properties: shape.properties,
      hidden: shape.hidden,
      etag: 1,
      createdTime,
      changedTime: createdTime,
    });
  }
  return systemPrincipals;
}

/** Role assignments until the world holds `total`: mostly narrow, on the place an identity may work in. */
function seedAssignments(
  estate: Estate,
  places: readonly Place[],
  principalIds: readonly string[],
  total: number,
): void {
  const { world, random } = estate;
  const dates = Array.from({ length: 400 }, (_, index) => new Date(estate.ago(1 + index * 3)).toISOString());
  const roles = scaleShapes.roles.map((role) => estate.roleId(role));
  const privileged = scaleShapes.privilegedRoles.map((role) => estate.roleId(role));
  for (let index = world.roleAssignments.size; index < total; index++) {
    const principalId = principalIds[index % principalIds.length];
    const createdOn = dates[index % dates.length];
    const broad = random.below(100) < 3;
    const roleName = broad ? privileged[random.below(privileged.length)] : roles[random.below(roles.length)];
    if (principalId === undefined || createdOn === undefined || roleName === undefined) return;
    const place = placeAt(places, random.below(places.length));
    world.roleAssignments.put({
      name: random.guid(),
      scope: broad ? place.subscriptionScope : place.scope,
      roleName,
      principalId,
      principalType: 'ServicePrincipal',
      createdOn,
      updatedOn: createdOn,
      createdBy: estate.authorId,
      updatedBy: estate.authorId,
    });
  }
}

/**
 * An estate of any size: `vmCount` machines, a fifth as many user-assigned identities, twice as many role assignments.
 * Machines share frozen property objects and have no network cards, so that 100,000 of them fit into memory.
 */
export function seedScale(world: World, now: number, random: Random, vmCount: number): Seeded {
  const estate = new Estate(world, now, random);
  seedBuiltInRoles(world);
  world.managementGroups.put({ name: world.tenantId, displayName: 'Tenant Root Group' });
  world.managementGroups.put({ name: managementGroup, displayName: 'Contoso', parent: world.tenantId });
  const places = seedPlaces(estate, vmCount);
  seedPeople(estate);
  const identities = seedIdentities(estate, places, Math.max(1, Math.floor(vmCount / 5)));
  const shapes = scaleShapes.workloads.map(scaleShapes.machinesOf);
  const systemPrincipals = seedVirtualMachines(estate, places, shapes, identities, vmCount);
  const principalIds = [...systemPrincipals, ...identities.map((one) => one.principalId)];
  seedAssignments(estate, places, principalIds, vmCount * 2);
  return estate.seeded;
}
