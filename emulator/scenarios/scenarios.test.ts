import { expect, test } from 'vitest';
import { Clock } from '../core/contract/clock.ts';
import type { World } from '../core/contract/world.ts';
import { roleEligibilities } from '../providers/authorization/tables.ts';
import { recordedWrites } from '../providers/insights/tables.ts';
import { federatedCredentials } from '../providers/managed-identity/tables.ts';
import { createWorld, seed } from './index.ts';
import { identityType, resourcesOf, vmType } from './questions-test-support.ts';

function frozen(): Clock {
  const clock = new Clock();
  clock.freeze();
  return clock;
}

function everyRow(world: World): unknown {
  return [
    [...world.managementGroups.values()],
    [...world.subscriptions.values()],
    [...world.resourceGroups.values()],
    [...world.resources.values()],
    [...world.table(federatedCredentials).values()],
    [...world.principals.values()],
    [...world.deletedPrincipals.values()],
    [...world.roleDefinitions.values()],
    [...world.roleAssignments.values()],
    [...world.denyAssignments.values()],
    [...world.table(roleEligibilities).values()],
    [...world.table(recordedWrites).values()],
  ];
}

for (const scenario of ['contoso', 'empty', 'scale:200']) {
  test(`${scenario}: the same seed gives the same world, another seed another one`, () => {
    const clock = frozen();
    const [first, second, other] = [7, 7, 8].map((number) => {
      const world = createWorld({ scenario, seed: number });
      const seeded = seed(world, clock, { scenario, seed: number });
      return { world, seeded };
    });
    if (!first || !second || !other) throw new Error('Three worlds were seeded.');
    expect(everyRow(second.world)).toEqual(everyRow(first.world));
    expect(second.seeded).toEqual(first.seeded);
    expect(other.world.tenantId).not.toBe(first.world.tenantId);
    expect(other.seeded.people[0]?.objectId).not.toBe(first.seeded.people[0]?.objectId);
    expect(first.world.tenantId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
}

test('a world that was cleared is seeded again as it was', () => {
  const options = { scenario: 'contoso', seed: 3 };
  const clock = frozen();
  const world = createWorld(options);
  seed(world, clock, options);
  const before = everyRow(world);
  for (const table of world.tables()) table.clear();
  seed(world, clock, options);
  expect(everyRow(world)).toEqual(before);
});

test('empty has an owner, an application, one subscription and nothing in it', () => {
  const options = { scenario: 'empty', seed: 1 };
  const world = createWorld(options);
  const seeded = seed(world, frozen(), options);
  expect(seeded.people.map((person) => person.roles[0])).toEqual(['owner']);
  expect(seeded.servicePrincipals).toHaveLength(1);
  expect([world.subscriptions.size, world.resources.size, world.roleAssignments.size]).toEqual([1, 0, 2]);
  expect(world.roleDefinitions.size).toBeGreaterThan(400);
});

test.each(['', 'contosos', 'scale', 'scale:0', 'scale:100001', 'scale:-5'])(
  'refuses scenario "%s" in one sentence',
  (scenario) => {
    expect(() => createWorld({ scenario, seed: 1 })).toThrow(
      /^Unknown scenario '.*': use contoso, empty or scale:N/,
    );
  },
);

test('scale:10000 has the shape of a large estate', () => {
  const options = { scenario: 'scale:10000', seed: 1 };
  const world = createWorld(options);
  const seeded = seed(world, frozen(), options);
  const machines = resourcesOf(world, vmType);
  const identities = resourcesOf(world, identityType);
  expect([machines.length, identities.length, world.roleAssignments.size]).toEqual([10_000, 2_000, 20_000]);
  expect([world.subscriptions.size, world.resourceGroups.size]).toEqual([20, 400]);
  const withSystem = machines.filter((machine) => machine.identity?.system).length / machines.length;
  expect(withSystem).toBeGreaterThan(0.37);
  expect(withSystem).toBeLessThan(0.43);
  const hosts = identities
    .map((identity) => world.resources.count('userAssigned', identity.id))
    .sort((a, b) => b - a);
  expect(hosts[0]).toBeGreaterThan(100);
  expect(hosts.filter((count) => count === 0).length).toBeGreaterThan(100);
  expect(seeded.people.map((person) => person.roles[0])).toEqual(['owner', 'reader', 'nobody']);
  // Azure's limit per subscription; a generated estate must not be one that Azure would refuse.
  for (const row of world.subscriptions.values()) {
    expect(world.roleAssignments.count('subscription', row.subscriptionId)).toBeLessThan(4_000);
  }
});
