import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypesOf } from '../../core/tracked/namespaces.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { denyAndPimRoutes } from './deny-and-pim.ts';
import { lockRoutes } from './locks.ts';
import { permissionRoutes } from './permissions.ts';
import { roleAssignmentRoutes } from './role-assignments.ts';
import { roleDefinitionRoutes } from './role-definitions.ts';

const namespace = 'Microsoft.Authorization';
const scoped = `/{scope}/providers/${namespace}`;

/** Azure RBAC: roles, assignments, deny assignments, the caller's permissions, and reads of eligible assignments. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypesOf(namespace),
  routes: [
    ...roleAssignmentRoutes,
    ...roleDefinitionRoutes,
    ...denyAndPimRoutes,
    ...lockRoutes,
    ...permissionRoutes,
    ...unbuilt([
      ['GET', `/providers/${namespace}/providerOperations`, 'ProviderOperationsMetadata_List', null],
      ['GET', `/providers/${namespace}/providerOperations/{name}`, 'ProviderOperationsMetadata_Get', null],
      [
        'POST',
        `/providers/${namespace}/elevateAccess`,
        'GlobalAdministrator_ElevateAccess',
        `${namespace}/elevateAccess/action`,
      ],
      [
        'PUT',
        `${scoped}/denyAssignments/{name}`,
        'DenyAssignments_Create',
        `${namespace}/denyAssignments/write`,
      ],
      [
        'PUT',
        `${scoped}/roleAssignmentScheduleRequests/{name}`,
        'RoleAssignmentScheduleRequests_Create',
        `${namespace}/roleAssignmentScheduleRequests/write`,
      ],
      [
        'PUT',
        `${scoped}/roleEligibilityScheduleRequests/{name}`,
        'RoleEligibilityScheduleRequests_Create',
        `${namespace}/roleEligibilityScheduleRequests/write`,
      ],
    ]),
  ],
};
