import { expect, test } from 'vitest';
import { Clock, dayMs } from '../../core/contract/clock.ts';
import { roleEligibilities } from '../../providers/authorization/tables.ts';
import { recordedWrites } from '../../providers/insights/tables.ts';
import { vaultObjects } from '../../providers/key-vault/data/tables.ts';
import { federatedCredentials } from '../../providers/managed-identity/tables.ts';
import { createWorld, seed } from '../index.ts';
import { armIdsIn, identityType, named, resolves, resourcesOf, vmType } from '../questions-test-support.ts';

const options = { scenario: 'contoso', seed: 1 };
const world = createWorld(options);
const clock = new Clock();
clock.freeze();
const seeded = seed(world, clock, options);
const resources = [...world.resources.values()];

function subscription(displayName: string): string {
  const found = [...world.subscriptions.values()].find((row) => row.displayName === displayName);
  if (!found) throw new Error(`No subscription is named ${displayName}.`);
  return found.subscriptionId;
}

const sandbox = subscription('Contoso Sandbox');
const visible = resources.filter((resource) => resource.subscriptionId !== sandbox);

test('the operator sees four subscriptions, three regions and the estate people talk about', () => {
  expect(world.subscriptions.size).toBe(5);
  const machines = visible.filter((resource) => resource.type === vmType);
  expect(machines).toHaveLength(83);
  expect(new Set(machines.map((machine) => machine.location))).toEqual(
    new Set(['westeurope', 'northeurope', 'swedencentral']),
  );
  expect(visible.filter((resource) => resource.type === identityType)).toHaveLength(30);
  expect(machines.filter((machine) => machine.identity?.system)).toHaveLength(38);
  expect(visible.filter((resource) => resource.identity?.system)).toHaveLength(41);
  expect(world.roleAssignments.size).toBe(312);
  const power = new Set(machines.map((machine) => machine.hidden?.powerState));
  expect(power).toEqual(new Set(['running', 'stopped', 'deallocated']));
});

test('seven other kinds of host carry identities', () => {
  const hosts = visible.filter((resource) => resource.identity && resource.type !== vmType);
  expect(hosts).toHaveLength(20);
  expect(new Set(hosts.map((host) => host.type))).toEqual(
    new Set([
      'Microsoft.Web/sites',
      'Microsoft.App/containerApps',
      'Microsoft.ContainerService/managedClusters',
      'Microsoft.Logic/workflows',
      'Microsoft.Automation/automationAccounts',
      'Microsoft.DataFactory/factories',
      'Microsoft.Compute/virtualMachineScaleSets',
    ]),
  );
});

test('identities are shared by 14 hosts at most, and six have no host and no federated credential', () => {
  const identities = visible.filter((resource) => resource.type === identityType);
  const counts = identities.map((identity) => world.resources.count('userAssigned', identity.id));
  expect(Math.max(...counts)).toBe(14);
  const unused = identities.filter(
    (identity) =>
      world.resources.count('userAssigned', identity.id) === 0 &&
      world.table(federatedCredentials).count('identity', identity.id) === 0,
  );
  const names = unused.map((identity) => identity.name).sort();
  expect(names).toEqual([
    'id-migration-2024',
    'id-old-reporting',
    'id-poc-search',
    'id-preview-staging',
    'id-test-dev',
    'id-tmp-01',
  ]);
});

test('people and applications can be found by the key a command line takes', () => {
  const keys = seeded.people.map((person) => person.roles[0]);
  expect(keys).toEqual([
    'owner',
    'vm-contributor',
    'managed-identity-operator',
    'rbac-administrator',
    'reader',
    'nobody',
  ]);
  for (const person of seeded.people) {
    expect(world.principals.get(person.objectId)).toMatchObject({
      userPrincipalName: person.upn,
      password: person.password,
    });
    expect(person.upn).toMatch(/^[a-z]+\.[a-z]+@contoso\.example$/);
  }
  expect(new Set(seeded.people.map((person) => person.password)).size).toBe(6);
  for (const application of seeded.servicePrincipals) {
    expect(world.principals.find('appId', application.clientId)).toMatchObject([
      { secrets: [application.secret] },
    ]);
  }
  const nobody = seeded.people.find((person) => person.roles[0] === 'nobody');
  expect(world.roleAssignments.find('principal', nobody?.objectId ?? '')).toEqual([]);
  expect(world.principals.find('memberOf', nobody?.objectId ?? '')).toEqual([]);
});

test('what a person is said to hold is what is assigned, name for name', () => {
  const names = new Map<string, string>();
  for (const group of world.managementGroups.values()) names.set(group.name, group.displayName);
  for (const row of world.subscriptions.values()) names.set(row.subscriptionId, row.displayName);
  for (const person of seeded.people) {
    const held = world.roleAssignments.find('principal', person.objectId).map((assignment) => {
      const role = world.roleDefinitions.get(assignment.roleName)?.roleName.replace(' (Preview)', '');
      const last = assignment.scope.split('/').at(-1) ?? '';
      return `${role} on ${names.get(last) ?? last}`;
    });
    const said = person.roles.slice(1).map((text) => text.replace(/ \(.*$/, ''));
    expect(held.length > 0 ? held : ['No role anywhere']).toEqual(said);
  }
});

test('every resource lies in a group, and every id in its properties leads somewhere', () => {
  for (const group of world.managementGroups.values()) {
    if (group.parent) expect(world.managementGroups.get(group.parent)).toBeDefined();
  }
  for (const row of world.subscriptions.values()) {
    expect(world.managementGroups.get(row.managementGroup)).toBeDefined();
  }
  for (const resource of resources) {
    expect(resolves(world, resource.id.split('/').slice(0, 5).join('/')), resource.id).toBe(true);
    for (const id of armIdsIn(resource.properties))
      expect(resolves(world, id), `${resource.name}: ${id}`).toBe(true);
  }
});

test('every identity on a host exists, but for id-legacy-batch on vm-legacy-01', () => {
  const dangling: string[] = [];
  for (const resource of resources) {
    for (const reference of resource.identity?.user ?? []) {
      const identity = world.resources.get(reference.id);
      if (identity) expect(identity.properties.principalId).toBe(reference.principalId);
      else dangling.push(`${resource.name} ${reference.id.split('/').at(-1)}`);
    }
    const system = resource.identity?.system;
    if (system) {
      expect(world.principals.get(system.principalId)).toMatchObject({
        appId: system.clientId,
        alternativeNames: ['isExplicit=False', resource.id],
      });
    }
  }
  expect(dangling).toEqual(['vm-legacy-01 id-legacy-batch']);
});

test('every role assignment has its role, scope and principal, but for the orphans of deleted identities', () => {
  let orphans = 0;
  for (const assignment of world.roleAssignments.values()) {
    expect(world.roleDefinitions.get(assignment.roleName)).toBeDefined();
    expect(resolves(world, assignment.scope), assignment.scope).toBe(true);
    expect(world.principals.get(assignment.createdBy)).toBeDefined();
    expect(Date.parse(assignment.createdOn)).toBeLessThan(clock.now());
    if (world.principals.get(assignment.principalId)) continue;
    orphans++;
    expect(world.deletedPrincipals.get(assignment.principalId)).toBeDefined();
    expect(clock.now() - Date.parse(assignment.createdOn)).toBeGreaterThan(30 * 60_000);
  }
  expect(orphans).toBe(12);
});

test('groups, vault policies, eligibilities, deny assignments and federated credentials name what exists', () => {
  for (const principal of world.principals.values()) {
    if (principal.kind !== 'Group') continue;
    for (const member of principal.members) expect(world.principals.get(member)).toBeDefined();
  }
  for (const vault of resourcesOf(world, 'Microsoft.KeyVault/vaults')) {
    for (const objectId of JSON.stringify(vault.properties).matchAll(/"objectId":"([^"]+)"/g)) {
      expect(world.principals.get(objectId[1] ?? '')).toBeDefined();
    }
  }
  for (const row of world.table(roleEligibilities).values()) {
    expect(world.principals.get(row.principalId)).toBeDefined();
    expect(resolves(world, row.scope)).toBe(true);
  }
  for (const row of world.denyAssignments.values()) expect(resolves(world, row.scope)).toBe(true);
  for (const row of world.table(federatedCredentials).values())
    expect(world.resources.get(row.identityId)).toBeDefined();
});

test('vault secrets are not in what the wire shows', () => {
  const vault = named(world, 'kv-orders-prod');
  const secrets = world.table(vaultObjects).find('vault', `${vault.id}/secrets`);
  expect(secrets.map((secret) => secret.name)).toContain('erp-api-key');
  expect(JSON.stringify(vault.properties)).not.toContain('erp-api-key');
});

test('the Activity Log tells of what was created lately, by whom it says elsewhere, and of nothing older', () => {
  const writes = [...world.table(recordedWrites).values()];
  const about = (id: string) => writes.filter((write) => write.resourceId.toLowerCase() === id.toLowerCase());
  const since = clock.now() - 89 * dayMs;
  for (const { id, type, createdTime } of resources) {
    const [first] = about(id);
    if (createdTime <= since) expect(about(id)).toEqual([]);
    else
      expect(first).toMatchObject({
        action: `${type}/write`,
        events: expect.arrayContaining([expect.objectContaining({ time: createdTime })]),
      });
  }
  for (const { name, createdOn, createdBy } of world.roleAssignments.values()) {
    const found = writes.filter(({ resourceId }) => resourceId.endsWith(`/${name}`));
    const isRecent = Date.parse(createdOn) > since;
    expect(found.map(({ objectId }) => objectId)).toEqual(isRecent ? [createdBy] : []);
  }
  for (const { objectId, events, resourceId } of writes) {
    const times = events.map(({ time }) => time);
    expect(world.principals.get(objectId)?.createdTime).toBeLessThan(times[0] ?? 0);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    expect(times.at(-1)).toBeLessThan(clock.now());
    expect(resourceId).toMatch(/^\//);
  }
  expect(writes.some(({ method, action }) => method === 'PATCH' && action === `${vmType}/write`)).toBe(true);
});
