import { parseArmId } from '../../core/contract/arm-id.ts';
import { roleEligibilities } from '../../providers/authorization/tables.ts';
import type { Company } from './company.ts';

/** Azure's word for everybody in a deny assignment. */
const everybody = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' };

/** Target (short scope), name of the lock, why. Locks are resources below what they protect. */
const locks: readonly (readonly [target: string, name: string, notes: string])[] = [
  ['id-payments', 'lock-payments-identity', 'Card payments stop when this identity goes.'],
  ['kv-payments-prod', 'lock-payments-vault', 'Card payments stop when this vault goes.'],
  ['platform/built-in-identity-rg', 'built-in-identity-lock', 'Created by Azure Policy. Do not delete.'],
  ['prod/rg-network', 'lock-network', 'Change through the network repository only.'],
];

const eligibilities: readonly (readonly [
  principal: string,
  role: string,
  scope: string,
  days: number | undefined,
])[] = [
  ['Grace Lindholm', 'Owner', 'prod', 180],
  ['Hugo Meyer', 'User Access Administrator', 'mg:contoso-landing-zones', 90],
  ['Chiara Rossi', 'Virtual Machine Contributor', 'prod/rg-checkout', 30],
  ['grp-checkout-team', 'Contributor', 'prod/rg-payments', undefined],
];

function seedLocks(company: Company): void {
  for (const [target, name, notes] of locks) {
    const scope = company.scope(target);
    const { subscriptionId = '', resourceGroup = '' } = parseArmId(scope);
    const createdTime = company.ago(320);
    company.world.resources.put({
      id: `${scope}/providers/Microsoft.Authorization/locks/${name}`,
      type: 'Microsoft.Authorization/locks',
      name,
      subscriptionId,
      resourceGroup,
      location: '',
      tags: {},
      properties: { level: 'CanNotDelete', notes },
      etag: 1,
      createdTime,
      changedTime: createdTime,
    });
  }
}

function seedDenyAssignments(company: Company): void {
  const owner = { id: company.principal('Olivia Moreno').id, type: 'User' };
  company.world.denyAssignments.put({
    name: company.random.guid(),
    displayName: 'Deny assignment of deployment stack payments',
    description: 'Nobody runs scripts on the payment machines or attaches extensions to them.',
    scope: company.scope('prod/rg-payments'),
    permissions: [
      {
        actions: [
          'Microsoft.Compute/virtualMachines/runCommand/action',
          'Microsoft.Compute/virtualMachines/runCommands/write',
          'Microsoft.Compute/virtualMachines/extensions/write',
        ],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ],
    principals: [everybody],
    excludePrincipals: [owner],
    doNotApplyToChildScopes: false,
    isSystemProtected: true,
  });
  company.world.denyAssignments.put({
    name: company.random.guid(),
    displayName: 'Deny assignment of deployment stack hub',
    description: 'The hub network is deleted by its stack only.',
    scope: company.scope('platform/rg-network-hub'),
    permissions: [{ actions: ['*/delete'], notActions: [], dataActions: [], notDataActions: [] }],
    principals: [everybody],
    excludePrincipals: [owner, { id: company.principal('terraform').id, type: 'ServicePrincipal' }],
    doNotApplyToChildScopes: false,
    isSystemProtected: true,
  });
}

function seedEligibilities(company: Company): void {
  for (const [principal, role, scope, days] of eligibilities) {
    const { id, type } = company.principal(principal);
    company.world.table(roleEligibilities).put({
      name: company.random.guid(),
      scope: company.scope(scope),
      roleName: company.roleId(role),
      principalId: id,
      principalType: type,
      startDateTime: new Date(company.ago(60)).toISOString(),
      ...(days ? { endDateTime: new Date(company.ago(-days)).toISOString() } : {}),
    });
  }
}

/** What holds people back or lets them forward for a while: locks, deny assignments, eligible roles. */
export function seedGuards(company: Company): void {
  seedLocks(company);
  seedDenyAssignments(company);
  seedEligibilities(company);
}
