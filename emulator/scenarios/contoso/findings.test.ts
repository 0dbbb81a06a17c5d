import { expect, test } from 'vitest';
import { Clock, dayMs } from '../../core/contract/clock.ts';
import type { ArmResource, RoleAssignment } from '../../core/contract/entities.ts';
import { federatedCredentials } from '../../providers/managed-identity/tables.ts';
import { createWorld, seed } from '../index.ts';
import {
  grantsAdministration,
  hostsOf,
  identityType,
  isAtOrAbove,
  isBroad,
  named,
  principalOf,
  resourcesOf,
  roleAssignmentsOf,
  roleName,
  vmType,
} from '../questions-test-support.ts';

const options = { scenario: 'contoso', seed: 1 };
const world = createWorld(options);
const clock = new Clock();
clock.freeze();
const seeded = seed(world, clock, options);
const machines = resourcesOf(world, vmType);
const identities = resourcesOf(world, identityType);
const operatorId = seeded.people[0]?.objectId ?? '';

function names(resources: readonly ArmResource[]): string[] {
  return resources.map((resource) => resource.name);
}

function holds(resource: ArmResource, role: string, scopeEnd = ''): boolean {
  return roleAssignmentsOf(world, resource).some(
    (assignment) => roleName(world, assignment) === role && assignment.scope.endsWith(scopeEnd),
  );
}

function assignmentsAt(role: string, target: string): RoleAssignment[] {
  return [...world.roleAssignments.values()].filter(
    (assignment) => roleName(world, assignment) === role && isAtOrAbove(assignment.scope, target),
  );
}

function privileged(resource: ArmResource): boolean {
  return roleAssignmentsOf(world, resource).some(
    (assignment) => grantsAdministration(world, assignment) || roleName(world, assignment) === 'Contributor',
  );
}

function isRedundant(assignment: RoleAssignment): boolean {
  return world.roleAssignments
    .find('principal', assignment.principalId)
    .some(
      (other) =>
        other !== assignment &&
        other.roleName === assignment.roleName &&
        other.scope !== assignment.scope &&
        !other.condition &&
        isAtOrAbove(other.scope, assignment.scope),
    );
}

/** The raw condition of every finding: what of Contoso a rule that works must name. */
const planted: Readonly<Record<string, () => readonly string[]>> = {
  'F1 escalation: a contributor of Dev may run commands on the machines that own Dev': () => {
    const identity = named(world, 'id-deploy');
    if (!holds(identity, 'Owner')) return [];
    return hostsOf(world, identity).flatMap((host) =>
      assignmentsAt('Contributor', host.id).map(() => host.name),
    );
  },
  'F2 privileged at broad scope': () =>
    names(
      [...world.resources.values()].filter((resource) =>
        roleAssignmentsOf(world, resource).some(
          (one) => grantsAdministration(world, one) && isBroad(one.scope),
        ),
      ),
    ),
  'F3 privileged and widely shared': () =>
    names(identities.filter((identity) => privileged(identity) && hostsOf(world, identity).length >= 2)),
  'F4 self-escalating machine': () =>
    names(
      machines.filter(
        (vm) => holds(vm, 'Virtual Machine Contributor') && holds(vm, 'Managed Identity Operator'),
      ),
    ),
  'F5 dangling reference': () =>
    names(machines.filter((vm) => vm.identity?.user.some((reference) => !world.resources.get(reference.id)))),
  'F6 orphaned role assignment': () =>
    [...world.roleAssignments.values()]
      .filter((assignment) => !world.principals.get(assignment.principalId))
      .map((assignment) => assignment.name),
  'F7 unsafe federation: pull_request': () =>
    [...world.table(federatedCredentials).values()]
      .filter((one) => one.subject.endsWith(':pull_request'))
      .map((one) => one.name),
  'F7 unsafe federation: wildcard': () =>
    [...world.table(federatedCredentials).values()]
      .filter((one) => one.subject.includes('*'))
      .map((one) => one.name),
  'F7 unsafe federation: Entra as issuer': () =>
    [...world.table(federatedCredentials).values()]
      .filter((one) => one.issuer.startsWith('https://login.microsoftonline.com/'))
      .map((one) => one.name),
  'F8 no default identity: several user-assigned, no system-assigned': () =>
    names(machines.filter((vm) => !vm.identity?.system && (vm.identity?.user.length ?? 0) >= 2)),
  'F8 default token is the system-assigned one': () =>
    names(machines.filter((vm) => vm.identity?.type === 'SystemAssigned, UserAssigned')),
  'F9 unused identity with standing access': () =>
    names(
      identities.filter(
        (identity) =>
          hostsOf(world, identity).length === 0 &&
          world.table(federatedCredentials).count('identity', identity.id) === 0 &&
          roleAssignmentsOf(world, identity).length > 0,
      ),
    ),
  'F10 no sign-in for 90 days, with access': () =>
    names(
      identities.filter((identity) => {
        const principal = world.principals.get(principalOf(identity) ?? '');
        if (principal?.kind !== 'ServicePrincipal' || principal.lastSignInTime === undefined) return false;
        return (
          clock.now() - principal.lastSignInTime > 90 * dayMs && roleAssignmentsOf(world, identity).length > 0
        );
      }),
    ),
  'F11 access through a group': () =>
    [...world.principals.values()]
      .filter(
        (group) => group.kind === 'Group' && world.roleAssignments.count('principal', group.objectId) > 0,
      )
      .flatMap((group) => (group.kind === 'Group' ? group.members : []))
      .filter((member) => {
        const principal = world.principals.get(member);
        return principal?.kind === 'ServicePrincipal' && principal.servicePrincipalType === 'ManagedIdentity';
      }),
  'F12 many system-assigned identities with the same role assignments': () => {
    const bySet = new Map<string, string[]>();
    for (const vm of machines) {
      if (!vm.identity?.system) continue;
      const set = roleAssignmentsOf(world, vm).map(
        (assignment) => `${assignment.roleName} ${assignment.scope}`,
      );
      if (set.length === 0) continue;
      const key = set.sort().join('\n');
      bySet.set(key, [...(bySet.get(key) ?? []), vm.name]);
    }
    return [...bySet.values()].filter((same) => same.length >= 3).flat();
  },
  'F13 redundant role assignment': () =>
    [...world.roleAssignments.values()].filter(isRedundant).map((assignment) => assignment.name),
  'F14 limit pressure: 19 of 20 federated credentials': () =>
    names(
      identities.filter(
        (identity) => world.table(federatedCredentials).count('identity', identity.id) === 19,
      ),
    ),
  'F15 isolation: regional, host elsewhere': () =>
    names(
      identities.filter(
        (identity) =>
          identity.properties.isolationScope === 'Regional' &&
          hostsOf(world, identity).some((host) => host.location !== identity.location),
      ),
    ),
  'F15 isolation: none, hosts in several regions': () =>
    names(
      identities.filter(
        (identity) =>
          identity.properties.isolationScope !== 'Regional' &&
          hostsOf(world, identity).some((host) => host.location !== identity.location),
      ),
    ),
  'F16 role without effect on a vault with access policies': () =>
    resourcesOf(world, 'Microsoft.KeyVault/vaults')
      .filter((vault) => vault.properties.enableRbacAuthorization === false)
      .flatMap((vault) => world.roleAssignments.find('scope', vault.id))
      .filter((assignment) => roleName(world, assignment) === 'Key Vault Secrets User')
      .map((assignment) => assignment.name),
  'F16 access policy without effect on a vault with roles': () =>
    names(
      resourcesOf(world, 'Microsoft.KeyVault/vaults').filter((vault) => {
        const policies = vault.properties.accessPolicies;
        return (
          vault.properties.enableRbacAuthorization === true && Array.isArray(policies) && policies.length > 0
        );
      }),
    ),
  'F16 administrator of a vault on a machine': () =>
    names(machines.filter((vm) => holds(vm, 'Key Vault Administrator'))),
  'F17 control-plane role where a data role is needed': () =>
    names(machines.filter((vm) => holds(vm, 'Reader', '/storageAccounts/stcontosolegacy'))),
  'F18 in use and not locked': () => {
    const locked = resourcesOf(world, 'Microsoft.Authorization/locks').map((lock) => lock.id.toLowerCase());
    return names(
      identities.filter(
        (identity) =>
          hostsOf(world, identity).length > 0 &&
          !locked.some((id) => id.startsWith(identity.id.toLowerCase())),
      ),
    );
  },
  'F19 deallocated machine with a privileged identity': () =>
    names(
      machines.filter(
        (vm) =>
          vm.hidden?.powerState === 'deallocated' &&
          vm.identity?.user.some((reference) => privileged(world.resources.get(reference.id) ?? vm)),
      ),
    ),
  'F20 privileged machine with ssh open to the internet': () => {
    const group = named(world, 'nsg-jump').id;
    return names(
      machines.filter((vm) => {
        const card = JSON.stringify(
          world.resources.get(
            `${vm.id.split('/providers/')[0]}/providers/Microsoft.Network/networkInterfaces/${vm.name}-nic`,
          ),
        );
        return privileged(vm) && card.includes(group) && card.includes('publicIPAddress');
      }),
    );
  },
  'F21 tenant mismatch': () =>
    names(machines.filter((vm) => vm.identity?.system && vm.identity.system.tenantId !== world.tenantId)),
  'F22 identity made by Azure Policy': () =>
    names(
      identities.filter(
        (one) => one.name.startsWith('built-in-identity-') && one.resourceGroup === 'built-in-identity-rg',
      ),
    ),
  'F23 owner tag missing': () =>
    names([...machines, ...identities].filter((one) => one.tags.owner === undefined)),
  'F24 a subscription the operator cannot read': () =>
    [...world.subscriptions.values()]
      .filter((row) => {
        const scopes = [`/subscriptions/${row.subscriptionId}`];
        for (
          let name: string | undefined = row.managementGroup;
          name;
          name = world.managementGroups.get(name)?.parent
        ) {
          scopes.push(`/providers/Microsoft.Management/managementGroups/${name}`);
        }
        return !world.roleAssignments
          .find('principal', operatorId)
          .some((one) => roleName(world, one) === 'Owner' && scopes.includes(one.scope));
      })
      .map((row) => row.displayName),
};

/** Where exactly these and no others must be found, because people are told about them by name. */
const exactly: Readonly<Record<string, readonly string[]>> = {
  F4: ['vm-runner-01'],
  F5: ['vm-legacy-01'],
  F14: ['id-ci-shared'],
  F20: ['vm-jump-01'],
  F21: ['vm-dev-04'],
  F22: ['built-in-identity-westeurope'],
  F24: ['Contoso Sandbox'],
};

for (const [title, find] of Object.entries(planted)) {
  test(title, () => {
    const found = find();
    expect(found.length).toBeGreaterThan(0);
    const expected = exactly[title.split(' ')[0] ?? ''];
    if (expected) expect(found).toEqual(expected);
  });
}

test('every finding from F1 to F24 has a condition above', () => {
  const covered = new Set(Object.keys(planted).map((title) => title.split(' ')[0]));
  expect([...covered]).toEqual(Array.from({ length: 24 }, (_, index) => `F${index + 1}`));
});
