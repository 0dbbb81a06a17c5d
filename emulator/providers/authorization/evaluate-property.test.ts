import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import type { Permission } from '../../core/contract/entities.ts';
import { World } from '../../core/contract/world.ts';
import {
  everyone,
  naivelyCovers,
  naivelyMay,
  type Question,
  type RbacFacts,
} from '../../testing/naive-rbac.ts';
import { seedBuiltInRoles } from './built-in-roles.ts';
import { covers } from './condition/action-pattern.ts';
import { createEvaluator } from './evaluate.ts';

const subscriptionId = '11111111-1111-1111-1111-111111111111';
const group = (name: string) => `/providers/microsoft.management/managementgroups/${name}`;
const subscription = `/subscriptions/${subscriptionId}`;
const resourceGroups = ['a', 'b'].map((name) => `${subscription}/resourcegroups/${name}`);
const resources = resourceGroups.flatMap((parent) =>
  ['microsoft.compute/virtualmachines/x', 'microsoft.managedidentity/userassignedidentities/x'].map(
    (rest) => `${parent}/providers/${rest}`,
  ),
);
const parents = new Map<string, string>([
  ...resources.map((id) => [id, id.slice(0, id.indexOf('/providers/'))] as const),
  ...resourceGroups.map((id) => [id, subscription] as const),
  [subscription, group('platform')],
  [group('platform'), group('tenant')],
]);
const scopes = ['/', ...new Set([...parents.keys(), ...parents.values()])];
const people = ['p1', 'p2', 'p3'];
const teams = ['g1', 'g2', 'g3'];
const roleNames = ['r1', 'r2', 'r3'];

const actions = [
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.Compute/virtualMachines/write',
  'Microsoft.Compute/virtualMachines/extensions/write',
  'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
  'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write',
  'Microsoft.Authorization/roleAssignments/write',
];
const patterns = [
  '*',
  '*/read',
  '*/write',
  'microsoft.compute/*',
  'Microsoft.Compute/virtualMachines/*',
  'Microsoft.Compute/virtualMachines/*/write',
  'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
  'Microsoft.ManagedIdentity/*/action',
  'Microsoft.Authorization/*/Write',
  ...actions,
];

const some = <Value>(values: readonly Value[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength });
const permission: fc.Arbitrary<Permission> = fc.record({
  actions: some(patterns, 3),
  notActions: some(patterns, 2),
  dataActions: some(patterns, 2),
  notDataActions: some(patterns, 1),
});
const factsArbitrary = fc.record({
  members: fc.tuple(...teams.map(() => some([...people, ...teams], 4))),
  roles: fc.tuple(...roleNames.map(() => fc.array(permission, { maxLength: 2 }))),
  assignments: fc.array(
    fc.record({
      principalId: fc.constantFrom(...people, ...teams),
      role: fc.constantFrom(...roleNames),
      scope: fc.constantFrom(...scopes),
    }),
    { maxLength: 8 },
  ),
  denials: fc.array(
    fc.record({
      scope: fc.constantFrom(...scopes),
      principals: some([...people, ...teams, everyone], 2),
      excluded: some([...people, ...teams], 2),
      permissions: fc.array(permission, { maxLength: 2 }),
      onlyHere: fc.boolean(),
    }),
    { maxLength: 2 },
  ),
});
const questionArbitrary: fc.Arbitrary<Question> = fc.record({
  principalId: fc.constantFrom(...people),
  action: fc.constantFrom(...actions),
  scope: fc.constantFrom(...scopes),
  data: fc.boolean(),
});

function worldOf(facts: RbacFacts): World {
  const world = new World('tenant', { displayName: 'T', domain: 't.example' });
  const times = { createdOn: '', updatedOn: '', createdBy: '', updatedBy: '' };
  world.managementGroups.put({ name: 'tenant', displayName: 'T' });
  world.managementGroups.put({ name: 'platform', displayName: 'P', parent: 'tenant' });
  world.subscriptions.put({
    subscriptionId,
    displayName: 'S',
    tenantId: 'tenant',
    managementGroup: 'platform',
    registeredProviders: [],
  });
  for (const [objectId, members] of facts.groups) {
    world.principals.put({ kind: 'Group', objectId, displayName: objectId, createdTime: 0, members });
  }
  for (const [name, permissions] of facts.roles) {
    const about = {
      roleName: name,
      description: '',
      roleType: 'CustomRole' as const,
      assignableScopes: ['/'],
    };
    world.roleDefinitions.put({ name, ...about, permissions, createdOn: '', updatedOn: '' });
  }
  facts.assignments.forEach(({ principalId, role, scope }, index) => {
    const name = `a${index}`;
    world.roleAssignments.put({ name, scope, roleName: role, principalId, principalType: 'User', ...times });
  });
  facts.denials.forEach(({ scope, principals, excluded, permissions, onlyHere }, index) => {
    const typed = (ids: readonly string[]) => ids.map((id) => ({ id, type: 'User' }));
    world.denyAssignments.put({
      name: `d${index}`,
      displayName: '',
      description: '',
      scope,
      permissions,
      principals: typed(principals),
      excludePrincipals: typed(excluded),
      doNotApplyToChildScopes: onlyHere,
      isSystemProtected: true,
    });
  });
  return world;
}

/** Of 60 questions each: `npm run trials -- --only rbac` asks 120,000. */
const worlds = inject('trialCount') || 400;

it('decides random questions as the naive reference does', () => {
  let decisions = 0;
  let granted = 0;
  fc.assert(
    fc.property(
      factsArbitrary,
      fc.array(questionArbitrary, { minLength: 60, maxLength: 60 }),
      ({ members, roles, assignments, denials }, questions) => {
        const facts: RbacFacts = {
          parents,
          groups: new Map(teams.map((team, index) => [team, members[index] ?? []])),
          roles: new Map(roleNames.map((name, index) => [name, roles[index] ?? []])),
          assignments,
          denials,
        };
        const evaluator = createEvaluator(worldOf(facts));
        for (const question of questions) {
          const { principalId, action, scope, data } = question;
          const decision = data
            ? evaluator.mayData(principalId, action, scope)
            : evaluator.may(principalId, action, scope);
          decisions += 1;
          if (decision) granted += 1;
          expect(decision, JSON.stringify(question)).toBe(naivelyMay(facts, question));
        }
      },
    ),
    { numRuns: worlds, seed: inject('trialSeed') || 4 },
  );
  expect(decisions).toBeGreaterThanOrEqual(60 * worlds);
  // Neither answer is rare, or the comparison would say little.
  expect(granted / decisions).toBeGreaterThan(0.05);
  expect(granted / decisions).toBeLessThan(0.95);
}, 120_000);

it('reads every pattern of all 430 built-in roles as the reference does', () => {
  const world = new World('tenant', { displayName: 'T', domain: 't.example' });
  seedBuiltInRoles(world);
  const roles = [...world.roleDefinitions.values()];
  expect(roles).toHaveLength(430);
  const all = new Set(
    roles.flatMap(({ permissions }) =>
      permissions.flatMap((one) => [
        ...one.actions,
        ...one.notActions,
        ...one.dataActions,
        ...one.notDataActions,
      ]),
    ),
  );
  const stars = [...all].filter((pattern) => pattern.includes('*'));
  const words = ['read', 'write', 'a/b', 'assign'];
  const concrete = [...all]
    .slice(0, 60)
    .map((pattern, index) => pattern.replaceAll('*', words[index % 4] ?? ''));
  const own = (pattern: string) => [
    pattern.replaceAll('*', 'x'),
    pattern.replaceAll('*', 'x/y'),
    pattern.replaceAll('/*/', '/'),
  ];
  for (const pattern of all) {
    for (const action of own(pattern)) {
      expect(covers(pattern, action), `${pattern} over ${action}`).toBe(
        naivelyCovers(pattern.toLowerCase(), action.toLowerCase()),
      );
    }
  }
  for (const pattern of stars) {
    for (const action of concrete) {
      expect(covers(pattern, action), `${pattern} over ${action}`).toBe(
        naivelyCovers(pattern.toLowerCase(), action.toLowerCase()),
      );
    }
  }
}, 60_000);
