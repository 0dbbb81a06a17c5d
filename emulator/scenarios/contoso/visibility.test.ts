import { expect, test } from 'vitest';
import { Clock } from '../../core/contract/clock.ts';
import { createEvaluator } from '../../providers/authorization/evaluate.ts';
import { createWorld, seed } from '../index.ts';
import { named } from '../questions-test-support.ts';

const options = { scenario: 'contoso', seed: 1 };
const world = createWorld(options);
const seeded = seed(world, new Clock(), options);
const evaluator = createEvaluator(world);

function objectId(key: string): string {
  const found = seeded.people.find((person) => person.roles[0] === key);
  if (!found) throw new Error(`Nobody signs in as '${key}'.`);
  return found.objectId;
}

function subscriptionsReadBy(principalId: string): string[] {
  return [...world.subscriptions.values()]
    .filter((row) =>
      evaluator.may(
        principalId,
        'Microsoft.Resources/subscriptions/read',
        `/subscriptions/${row.subscriptionId}`,
      ),
    )
    .map((row) => row.displayName);
}

const four = ['Contoso Prod', 'Contoso Staging', 'Contoso Dev', 'Contoso Platform'];

test.each([
  ['owner', four],
  ['reader', ['Contoso Staging']],
  ['rbac-administrator', ['Contoso Prod']],
  ['nobody', []],
])('%s reads the subscriptions %j', (key, names) => {
  expect(subscriptionsReadBy(objectId(key))).toEqual(names);
});

test('the owner sees through the management groups that there is a fifth subscription', () => {
  const scope = '/providers/Microsoft.Management/managementGroups/contoso-sandbox';
  expect(evaluator.may(objectId('owner'), 'Microsoft.Management/managementGroups/read', scope)).toBe(true);
  expect(
    evaluator.may(objectId('owner'), 'Microsoft.Compute/virtualMachines/read', named(world, 'vm-lab-01').id),
  ).toBe(false);
});

test('the operating application reads what the owner reads', () => {
  const operator = seeded.servicePrincipals.find((row) => row.name === 'keyless-operator');
  expect(subscriptionsReadBy(operator?.objectId ?? '')).toEqual(four);
});

test('people may do what their key says', () => {
  const assign = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';
  const write = 'Microsoft.Compute/virtualMachines/write';
  const identity = named(world, 'id-web-prod').id;
  const machine = named(world, 'vm-web-03').id;
  expect(evaluator.may(objectId('owner'), assign, identity)).toBe(true);
  expect(evaluator.may(objectId('vm-contributor'), write, machine)).toBe(true);
  expect(evaluator.may(objectId('vm-contributor'), assign, identity)).toBe(false);
  expect(evaluator.may(objectId('managed-identity-operator'), assign, identity)).toBe(true);
  expect(evaluator.may(objectId('managed-identity-operator'), write, machine)).toBe(false);
  const assignRoles = 'Microsoft.Authorization/roleAssignments/write';
  expect(evaluator.may(objectId('rbac-administrator'), assignRoles, machine)).toBe(true);
  expect(evaluator.may(objectId('vm-contributor'), assignRoles, machine)).toBe(false);
});

test('the deny assignment keeps scripts off the payment machines, but not for the owner', () => {
  const machine = named(world, 'vm-payments-02').id;
  const run = 'Microsoft.Compute/virtualMachines/runCommand/action';
  expect(evaluator.may(objectId('vm-contributor'), run, machine)).toBe(false);
  expect(evaluator.may(objectId('vm-contributor'), run, named(world, 'vm-web-03').id)).toBe(true);
  expect(evaluator.may(objectId('owner'), run, machine)).toBe(true);
});
