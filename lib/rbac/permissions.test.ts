import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardRoles } from '@/lib/estate/testing/standard-roles';
import type { DenyRow, RolePermission, RoleRow } from '@/lib/model/estate-reader';
import { deniesAt, effectiveDenies, permissionsOf } from './permissions';
import { limitsGranting, privilegeOf, privilegeOfRoleAssignment, rankName } from './privilege';
import { smallestRoles } from './smallest-role';

const named = (name: string): RoleRow => {
  const role = standardRoles.find((one) => one.name === name);
  if (!role) throw new Error(name);
  return role;
};
const custom = (permission: Partial<RolePermission>): RoleRow => ({
  guid: 'c',
  name: 'Looks harmless',
  type: 'CustomRole',
  permissions: [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }],
});

describe('privilege', () => {
  it.each([
    ['Owner', 'owner'],
    ['Role Based Access Control Administrator', 'owner'],
    ['Contributor', 'contributor'],
    ['Virtual Machine Contributor', 'operator'],
    ['Managed Identity Operator', 'operator'],
    ['Managed Identity Contributor', 'operator'],
    ['Virtual Machine User Login', 'operator'],
    ['Website Contributor', 'writer'],
    ['Storage Blob Data Contributor', 'data writer'],
    ['Key Vault Administrator', 'data writer'],
    ['Storage Blob Data Reader', 'data reader'],
    ['Key Vault Secrets User', 'data reader'],
    ['Reader', 'reader'],
  ])('%s is %s', (name, rank) => {
    expect(rankName(privilegeOf(named(name)))).toBe(rank);
  });

  it.each<[string, Partial<RolePermission>, string]>([
    ['a custom role that may grant', { actions: ['Microsoft.Authorization/*'] }, 'owner'],
    [
      'one whose grant is taken away',
      { actions: ['Microsoft.Authorization/*'], notActions: ['*/write'] },
      'writer',
    ],
    [
      'reads with keys',
      { actions: ['*/read', 'Microsoft.Storage/storageAccounts/listKeys/action'] },
      'writer',
    ],
    ['reads only', { actions: ['Microsoft.Compute/*/read', 'Microsoft.Support/*'] }, 'reader'],
    ['everything taken away', { actions: ['Microsoft.Web/sites/read'], notActions: ['*/read'] }, 'none'],
    ['nothing', {}, 'none'],
    [
      'writes everywhere but access',
      { actions: ['*/write'], notActions: ['Microsoft.Authorization/*'] },
      'contributor',
    ],
  ])('%s', (_, permission, rank) => {
    expect(rankName(privilegeOf(custom(permission)))).toBe(rank);
  });

  it('a condition on granting leaves what is beside it', () => {
    const condition =
      "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[x] ForAnyOf y))";
    expect(limitsGranting("(@Resource[Microsoft.Storage/storageAccounts] StringEquals 'x')")).toBe(false);
    expect(rankName(privilegeOfRoleAssignment(named('Owner'), condition))).toBe('contributor');
    expect(
      rankName(privilegeOfRoleAssignment(named('Role Based Access Control Administrator'), condition)),
    ).toBe('writer');
    expect(rankName(privilegeOfRoleAssignment(named('Owner'), null))).toBe('owner');
  });

  it('a role with more permissions never ranks lower', () => {
    const permissions = standardRoles.flatMap((role) => role.permissions);
    fc.assert(
      fc.property(fc.subarray([...permissions]), fc.constantFrom(...permissions), (some, more) => {
        const base = { ...custom({}), permissions: some };
        const wider = { ...custom({}), permissions: [...some, more] };
        expect(privilegeOf(wider)).toBeGreaterThanOrEqual(privilegeOf(base));
      }),
    );
  });
});

describe('effective permissions', () => {
  const roleAssignmentAction = 'Microsoft.Authorization/roleAssignments/write';

  it('takes notActions away from their own assignment only', () => {
    const contributor = permissionsOf([{ role: named('Contributor'), condition: null }], []);
    expect(contributor.allows(roleAssignmentAction)).toBe('not allowed');
    expect(contributor.allows('Microsoft.Compute/virtualMachines/write')).toBe('allowed');
    const both = permissionsOf(
      ['Contributor', 'Role Based Access Control Administrator'].map((name) => ({
        role: named(name),
        condition: null,
      })),
      [],
    );
    expect(both.allows(roleAssignmentAction)).toBe('allowed');
    const owner = permissionsOf(
      ['Contributor', 'Owner'].map((name) => ({ role: named(name), condition: null })),
      [],
    );
    expect(owner).toMatchObject({ actions: ['*'], notActions: [] });
  });

  it('keeps data and control apart', () => {
    const owner = permissionsOf([{ role: named('Owner'), condition: null }], []);
    expect(owner.allowsData('Microsoft.KeyVault/vaults/secrets/getSecret/action')).toBe('not allowed');
  });

  it('says when only a condition allows it', () => {
    const conditional = {
      role: named('Storage Blob Data Reader'),
      condition: '@Resource[name] StringEquals x',
    };
    const blobRead = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
    expect(permissionsOf([conditional], []).allowsData(blobRead)).toBe('conditional');
    const both = [conditional, { role: named('Storage Blob Data Contributor'), condition: null }];
    expect(permissionsOf(both, []).allowsData(blobRead)).toBe('allowed');
  });

  const deny: DenyRow = {
    armId: '/d',
    name: 'Managed by Contoso app',
    scope: '/subscriptions/s/resourcegroups/rg',
    permissions: custom({ actions: ['Microsoft.Compute/*'], notActions: ['*/read'] }).permissions,
    principals: ['00000000-0000-0000-0000-000000000000'],
    excludedPrincipals: ['excluded'],
    doNotApplyToChildScopes: false,
  };

  it('lets a deny assignment win, below its scope, but for whom it leaves out', () => {
    const scope = '/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm';
    const above = ['/subscriptions/s/resourcegroups/rg', '/subscriptions/s', '/'];
    const assigned = [{ role: named('Owner'), condition: null }];
    const denies = deniesAt([deny], ['p'], scope, above);
    const permissions = permissionsOf(assigned, denies);
    expect(permissions.allows('Microsoft.Compute/virtualMachines/delete')).toBe('denied');
    expect(permissions.allows('Microsoft.Compute/virtualMachines/read')).toBe('allowed');
    expect(effectiveDenies(permissions, denies)).toEqual(['Managed by Contoso app']);
    expect(deniesAt([deny], ['EXCLUDED'], scope, above)).toEqual([]);
    expect(deniesAt([{ ...deny, doNotApplyToChildScopes: true }], ['p'], scope, above)).toEqual([]);
    expect(deniesAt([{ ...deny, principals: ['other'] }], ['p'], scope, above)).toEqual([]);
  });

  it('never allows what no single assignment allows, and adding one never takes away', () => {
    const actions = fc.constantFrom(
      roleAssignmentAction,
      'Microsoft.Compute/virtualMachines/write',
      'Microsoft.Web/sites/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    );
    fc.assert(
      fc.property(fc.subarray([...standardRoles]), actions, (roles, action) => {
        const each = roles.map((role) => permissionsOf([{ role, condition: null }], []).allows(action));
        const together = permissionsOf(
          roles.map((role) => ({ role, condition: null })),
          [],
        ).allows(action);
        expect(together).toBe(each.includes('allowed') ? 'allowed' : 'not allowed');
      }),
    );
  });
});

describe('smallest role', () => {
  it.each([
    [['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'], [], 'Managed Identity Operator'],
    [['Microsoft.Compute/virtualMachines/write'], [], 'Virtual Machine Contributor'],
    [['Microsoft.Authorization/roleAssignments/write'], [], 'Role Based Access Control Administrator'],
    [[], ['Microsoft.KeyVault/vaults/secrets/getSecret/action'], 'Key Vault Secrets User'],
    [
      [],
      ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
      'Storage Blob Data Reader',
    ],
    [['Microsoft.Web/sites/restart/action'], [], 'Website Contributor'],
  ])('for %s %s', (actions, dataActions, expected) => {
    expect(smallestRoles(standardRoles, { actions, dataActions })[0]?.name).toBe(expected);
  });

  it('offers nothing when no single role suffices', () => {
    const needed = { actions: ['*/read'], dataActions: ['Microsoft.Unknown/x/read'] };
    expect(smallestRoles(standardRoles, needed)).toEqual([]);
  });
});
