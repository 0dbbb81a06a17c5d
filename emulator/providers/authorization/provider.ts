import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { denyAndPimRoutes } from './deny-and-pim.ts';
import { lockRoutes } from './locks.ts';
import { permissionRoutes } from './permissions.ts';
import { roleAssignmentRoutes } from './role-assignments.ts';
import { roleDefinitionRoutes } from './role-definitions.ts';
import { roleEligibilities } from './tables.ts';

const namespace = 'Microsoft.Authorization';
const scoped = `/{scope}/providers/${namespace}`;

/** Azure RBAC: roles, assignments, deny assignments, the caller's permissions, and reads of eligible assignments. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypes({
    roleAssignments: ['2022-04-01', '2020-04-01-preview', '2015-07-01'],
    roleDefinitions: ['2022-04-01', '2018-01-01-preview', '2015-07-01'],
    denyAssignments: ['2022-04-01', '2018-07-01-preview'],
    permissions: ['2022-04-01', '2018-07-01', '2015-07-01'],
    providerOperations: ['2022-04-01', '2018-07-01', '2015-07-01'],
    locks: ['2020-05-01', '2016-09-01'],
    roleEligibilityScheduleInstances: ['2020-10-01'],
    roleAssignmentScheduleInstances: ['2020-10-01'],
  }),
  tables: [roleEligibilities],
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
