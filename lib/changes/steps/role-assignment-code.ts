import { nameOf, roleAssignmentIdOf, subscriptionIdOf } from '@/lib/arm/arm-id';
import { azCommand, IdOf, onlyCommands, type PrincipalOf, type StepCode } from '@/lib/changes/code/step-code';

interface RoleAssignment {
  readonly scope: string;
  /** GUID of the assignment. */
  readonly name: string;
  /** What its principal is called in code. */
  readonly principalName: string;
  readonly roleName: string;
  readonly roleGuid: string;
  /** Known, or that of an identity which the plan may create. */
  readonly principal: string | PrincipalOf;
  readonly principalType: string;
  readonly condition: string;
  readonly description: string;
  /** Whether the name is kept in every language: it was there before under it. */
  readonly named?: boolean;
}

/** Types of principal that az and templates take; without one Azure finds out by itself. */
const declarable = ['User', 'Group', 'ServicePrincipal', 'ForeignGroup'];

/** A role assignment as code. https://learn.microsoft.com/azure/role-based-access-control/role-assignments-template */
export function roleAssignmentCode(assignment: RoleAssignment): StepCode {
  const {
    scope,
    name,
    principalName,
    roleName,
    roleGuid,
    named = false,
    principal,
    condition,
    description,
  } = assignment;
  const type = declarable.includes(assignment.principalType) ? assignment.principalType : '';
  const role = `/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`;
  const subscription = subscriptionIdOf(scope);
  const id = roleAssignmentIdOf(scope, name);
  const az = [
    azCommand(
      'role',
      'assignment',
      'create',
      ...(named ? ['--name', name] : []),
      '--assignee-object-id',
      principal,
      ...(type === '' ? [] : ['--assignee-principal-type', type]),
      '--role',
      roleGuid,
      '--scope',
      scope,
      ...(condition === '' ? [] : ['--condition', condition, '--condition-version', '2.0']),
      ...(description === '' ? [] : ['--description', description]),
    ),
  ];
  if (scope === '/')
    return onlyCommands(
      'Only a deployment to the tenant itself can declare a role assignment at its root.',
      ...az,
    );
  return {
    az,
    declares: [
      {
        id,
        apiVersion: '2022-04-01',
        symbol: [principalName, roleName, nameOf(scope)].join('_'),
        properties: {
          roleDefinitionId: role,
          principalId: principal,
          ...(type === '' ? {} : { principalType: type }),
          ...(condition === '' ? {} : { condition, conditionVersion: '2.0' }),
          ...(description === '' ? {} : { description }),
        },
        terraform: [
          {
            type: 'azurerm_role_assignment',
            id,
            arguments: {
              ...(named ? { name } : {}),
              scope: new IdOf(scope),
              // As Azure answers it: another form would be replaced at every run.
              role_definition_id: subscription === '' ? role : `/subscriptions/${subscription}${role}`,
              principal_id: principal,
              ...(type === '' || type === 'ForeignGroup' ? {} : { principal_type: type }),
              ...(condition === '' ? {} : { condition, condition_version: '2.0' }),
              ...(description === '' ? {} : { description }),
            },
          },
        ],
      },
    ],
  };
}
