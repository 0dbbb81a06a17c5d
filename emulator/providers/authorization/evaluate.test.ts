import { beforeEach, describe, expect, it } from 'vitest';
import type { DenyAssignment, Permission } from '../../core/contract/entities.ts';
import { World } from '../../core/contract/world.ts';
import { scopeChain } from '../../core/rules/scope-chain.ts';
import { seedBuiltInRoles } from './built-in-roles.ts';
import { covers } from './condition/action-pattern.ts';
import { createEvaluator, type RbacEvaluator } from './evaluate.ts';

const root = 'tenant';
const sub = '/subscriptions/11111111-1111-1111-1111-111111111111';
const group = `${sub}/resourceGroups/rg`;
const vm = `${group}/providers/Microsoft.Compute/virtualMachines/vm1`;
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id1`;
const managementGroup = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`;

let world: World;
let evaluator: RbacEvaluator;
let count = 0;

beforeEach(() => {
  world = new World(root, { displayName: 'T', domain: 't.example' });
  seedBuiltInRoles(world);
  world.managementGroups.put({ name: root, displayName: 'Root' });
  world.managementGroups.put({ name: 'platform', displayName: 'Platform', parent: root });
  world.subscriptions.put({
    subscriptionId: '11111111-1111-1111-1111-111111111111',
    displayName: 'S',
    tenantId: root,
    managementGroup: 'platform',
    registeredProviders: [],
  });
  evaluator = createEvaluator(world);
});

function assign(principalId: string, role: string, scope: string, condition?: string): string {
  count += 1;
  const name = `assignment-${count}`;
  world.roleAssignments.put({
    name,
    scope,
    roleName: world.roleDefinitions.find('roleName', role)[0]?.name ?? 'missing',
    principalId,
    principalType: 'User',
    ...(condition ? { condition } : {}),
    createdOn: '',
    updatedOn: '',
    createdBy: '',
    updatedBy: '',
  });
  return name;
}

function deny(actions: readonly string[], more: Partial<DenyAssignment>): void {
  const permission: Permission = { actions, notActions: [], dataActions: [], notDataActions: [] };
  world.denyAssignments.put({
    name: 'deny',
    displayName: 'deny',
    description: '',
    scope: group,
    permissions: [permission],
    principals: [{ id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' }],
    excludePrincipals: [],
    doNotApplyToChildScopes: false,
    isSystemProtected: true,
    ...more,
  });
}

const vmRead = 'Microsoft.Compute/virtualMachines/read';
const vmWrite = 'Microsoft.Compute/virtualMachines/write';
const assignAction = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';

describe('patterns', () => {
  it.each([
    ['*', vmWrite, true],
    ['*/read', vmRead, true],
    ['*/read', vmWrite, false],
    ['microsoft.compute/VIRTUALMACHINES/*', vmWrite, true],
    ['Microsoft.Compute/virtualMachines/*', 'Microsoft.Compute/virtualMachineScaleSets/write', false],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action', assignAction, true],
    [
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/read',
      true,
    ],
    ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Microsoft.Authorization/*', 'Microsoft.Authorization/a/b/c/delete', true],
    ['Microsoft.Compute/virtualMachines/read', 'Microsoft.Compute/virtualMachines/readX', false],
    ['Microsoft.Compute.virtualMachines/read', 'Microsoft.ComputeXvirtualMachines/read', false],
  ])('%s over %s is %s', (pattern, action, expected) => {
    expect(covers(pattern, action)).toBe(expected);
  });
});

describe('the scopes above a scope', () => {
  it('go through the resource, group, subscription and management groups to the root', () => {
    expect(scopeChain(world, `${vm}/extensions/e/`)).toEqual(
      [`${vm}/extensions/e`, vm, group, sub, managementGroup('platform'), managementGroup(root), '/'].map(
        (scope) => scope.toLowerCase(),
      ),
    );
    expect(scopeChain(world, managementGroup('platform'))).toEqual(
      [managementGroup('platform'), managementGroup(root), '/'].map((scope) => scope.toLowerCase()),
    );
  });

  it('leave out a trailing verb or type', () => {
    expect(scopeChain(world, `${vm}/start`)[0]).toBe(vm.toLowerCase());
    expect(scopeChain(world, `${group}/providers/Microsoft.Compute/virtualMachines`)[0]).toBe(
      group.toLowerCase(),
    );
  });
});

describe('decisions', () => {
  it('inherit from every scope above, in any casing', () => {
    for (const scope of [vm, group, sub, managementGroup('platform'), managementGroup(root), '/']) {
      const who = `user-${scope}`;
      assign(who, 'Reader', scope.toUpperCase());
      expect(evaluator.may(who, vmRead, vm.toLowerCase())).toBe(true);
      expect(evaluator.may(who, vmWrite, vm)).toBe(false);
    }
  });

  it('do not reach siblings or what lies above', () => {
    assign('u', 'Reader', vm);
    expect(evaluator.may('u', vmRead, `${vm}2`)).toBe(false);
    expect(evaluator.may('u', 'Microsoft.Resources/subscriptions/resourceGroups/read', group)).toBe(false);
  });

  it('let Managed Identity Operator assign identities, and Contributor of identities not', () => {
    assign('operator', 'Managed Identity Operator', group);
    assign('contributor', 'Managed Identity Contributor', group);
    expect(evaluator.may('operator', assignAction, identity)).toBe(true);
    expect(evaluator.may('contributor', assignAction, identity)).toBe(false);
  });

  it('subtract notActions within one assignment only', () => {
    const write = 'Microsoft.Authorization/roleAssignments/write';
    assign('u', 'Contributor', sub);
    expect(evaluator.may('u', write, vm)).toBe(false);
    assign('u', 'User Access Administrator', group);
    expect(evaluator.may('u', write, vm)).toBe(true);
  });

  it('go through groups in groups and survive a cycle', () => {
    world.principals.put({
      kind: 'Group',
      objectId: 'inner',
      displayName: '',
      createdTime: 0,
      members: ['u', 'outer'],
    });
    world.principals.put({
      kind: 'Group',
      objectId: 'outer',
      displayName: '',
      createdTime: 0,
      members: ['inner'],
    });
    assign('outer', 'Reader', sub);
    expect(evaluator.may('u', vmRead, vm)).toBe(true);
  });

  it('tell data actions from control-plane actions', () => {
    const data = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
    assign('owner', 'Owner', sub);
    assign('user', 'Key Vault Secrets User', sub);
    expect(evaluator.mayData('owner', data, group)).toBe(false);
    expect(evaluator.mayData('user', data, group)).toBe(true);
  });

  it('grant with a condition what it lets through, by what the request says of itself', () => {
    const write = 'Microsoft.Authorization/roleAssignments/write';
    const attribute = 'microsoft.authorization/roleassignments:principaltype';
    assign(
      'u',
      'Owner',
      sub,
      `!(ActionMatches{'${write}'}) OR @Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'`,
    );
    expect(evaluator.may('u', vmWrite, vm)).toBe(true);
    expect(evaluator.may('u', write, vm)).toBe(false);
    expect(evaluator.may('u', write, vm, { request: { [attribute]: 'User' } })).toBe(false);
    expect(evaluator.may('u', write, vm, { request: { [attribute]: 'ServicePrincipal' } })).toBe(true);
    expect(evaluator.effective('u', vm)[0]?.notActions).toContain(write);
  });

  it('grant nothing with a condition that cannot be read', () => {
    assign('u', 'Owner', sub, '@Resource[x] StringEquals y');
    expect(evaluator.may('u', vmRead, vm)).toBe(false);
  });

  it('change as soon as an assignment, a role or a membership does', () => {
    expect(evaluator.may('u', vmRead, vm)).toBe(false);
    const name = assign('u', 'Reader', sub);
    expect(evaluator.may('u', vmRead, vm)).toBe(true);
    world.roleAssignments.delete(name);
    expect(evaluator.may('u', vmRead, vm)).toBe(false);
    assign('g', 'Reader', sub);
    world.principals.put({ kind: 'Group', objectId: 'g', displayName: '', createdTime: 0, members: ['u'] });
    expect(evaluator.may('u', vmRead, vm)).toBe(true);
  });
});

describe('deny assignments', () => {
  it('beat every role assignment, for everybody but those excluded', () => {
    assign('u', 'Owner', sub);
    assign('v', 'Owner', sub);
    deny(['*/write'], { excludePrincipals: [{ id: 'v', type: 'User' }] });
    expect(evaluator.may('u', vmWrite, vm)).toBe(false);
    expect(evaluator.may('u', vmRead, vm)).toBe(true);
    expect(evaluator.may('v', vmWrite, vm)).toBe(true);
  });

  it('may stop at their own scope', () => {
    assign('u', 'Owner', sub);
    deny(['*'], { principals: [{ id: 'u', type: 'User' }], doNotApplyToChildScopes: true });
    expect(evaluator.may('u', 'Microsoft.Resources/subscriptions/resourceGroups/write', group)).toBe(false);
    expect(evaluator.may('u', vmWrite, vm)).toBe(true);
  });
});
