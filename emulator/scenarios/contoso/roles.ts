import type { Permission } from '../../core/contract/entities.ts';
import type { Company } from './company.ts';

interface CustomRole {
  roleName: string;
  description: string;
  scopes: readonly string[];
  permission: Permission;
}

const customRoles: readonly CustomRole[] = [
  {
    roleName: 'Contoso Platform Operator',
    description: 'Everything the platform team needs. Equal to Owner.',
    scopes: ['mg:contoso'],
    permission: { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] },
  },
  {
    roleName: 'Contoso VM Restarter',
    description: 'Start, restart and run scripts on virtual machines.',
    scopes: ['prod', 'staging'],
    permission: {
      actions: [
        'Microsoft.Compute/virtualMachines/read',
        'Microsoft.Compute/virtualMachines/start/action',
        'Microsoft.Compute/virtualMachines/restart/action',
        'Microsoft.Compute/virtualMachines/runCommand/action',
      ],
      notActions: [],
      dataActions: [],
      notDataActions: [],
    },
  },
  {
    roleName: 'Contoso Image Reader',
    description: 'Pull images and read the list of tags.',
    scopes: ['mg:contoso'],
    permission: {
      actions: [
        'Microsoft.ContainerRegistry/registries/read',
        'Microsoft.ContainerRegistry/registries/pull/read',
      ],
      notActions: ['Microsoft.ContainerRegistry/registries/listCredentials/action'],
      dataActions: [],
      notDataActions: [],
    },
  },
];

export function seedCustomRoles(company: Company): void {
  for (const [index, role] of customRoles.entries()) {
    const createdOn = new Date(company.ago(650 - index * 100)).toISOString();
    company.world.roleDefinitions.put({
      name: company.random.guid(),
      roleName: role.roleName,
      description: role.description,
      roleType: 'CustomRole',
      assignableScopes: role.scopes.map((scope) => company.scope(scope)),
      permissions: [role.permission],
      createdOn,
      updatedOn: createdOn,
    });
  }
}
