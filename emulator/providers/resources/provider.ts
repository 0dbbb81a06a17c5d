import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { deploymentRoutes } from './deployments/deployment-routes.ts';
import { failInterruptedDeployments } from './deployments/recover.ts';
import { deployments } from './deployments/tables.ts';
import { genericResourceRoutes } from './generic-resources.ts';
import { managementGroupRoutes } from './management-groups.ts';
import { registrationRoutes } from './provider-registrations.ts';
import { resourceGroupRoutes } from './resource-groups.ts';
import { subscriptionRoutes } from './subscriptions.ts';

const group = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';
const deploymentAction = 'Microsoft.Resources/deployments';
const managementGroup = '/providers/Microsoft.Management/managementGroups/{groupId}';
const managementGroupAction = 'Microsoft.Management/managementGroups';

/** Azure Resource Manager's own operations: tenants, subscriptions, groups, generic resources, registrations. */
export const provider: Provider = {
  namespace: 'Microsoft.Resources',
  resourceTypes: resourceTypes({
    subscriptions: ['2022-12-01', '2019-11-01', '2016-06-01'],
    tenants: ['2022-12-01', '2019-11-01', '2016-06-01'],
    resourceGroups: ['2025-04-01', '2021-04-01'],
    resources: ['2025-04-01', '2021-04-01'],
    deployments: ['2025-04-01', '2022-09-01', '2021-04-01'],
  }),
  tables: [deployments],
  recover: failInterruptedDeployments,
  routes: [
    ...subscriptionRoutes,
    ...resourceGroupRoutes,
    ...genericResourceRoutes,
    ...registrationRoutes,
    ...deploymentRoutes,
    ...unbuilt([
      ['POST', `${group}/moveResources`, 'Resources_MoveResources', `${deploymentAction}/write`],
      ['POST', `${group}/exportTemplate`, 'ResourceGroups_ExportTemplate', `${deploymentAction}/read`],
      [
        'GET',
        '/subscriptions/{subscriptionId}/tagNames',
        'Tags_List',
        'Microsoft.Resources/subscriptions/tagNames/read',
      ],
      [
        'GET',
        '/{scope}/providers/Microsoft.Resources/tags/default',
        'Tags_GetAtScope',
        'Microsoft.Resources/tags/read',
      ],
      [
        'PUT',
        '/{scope}/providers/Microsoft.Resources/tags/default',
        'Tags_CreateOrUpdateAtScope',
        'Microsoft.Resources/tags/write',
      ],
      [
        'PATCH',
        '/{scope}/providers/Microsoft.Resources/tags/default',
        'Tags_UpdateAtScope',
        'Microsoft.Resources/tags/write',
      ],
    ]),
  ],
};

/** Microsoft.Management: the hierarchy above subscriptions. */
export const managementProvider: Provider = {
  namespace: 'Microsoft.Management',
  resourceTypes: resourceTypes({
    managementGroups: ['2021-04-01', '2020-05-01'],
    getEntities: ['2021-04-01', '2020-05-01'],
  }),
  routes: [
    ...managementGroupRoutes,
    ...unbuilt([
      ['PUT', managementGroup, 'ManagementGroups_CreateOrUpdate', `${managementGroupAction}/write`],
      ['PATCH', managementGroup, 'ManagementGroups_Update', `${managementGroupAction}/write`],
      ['DELETE', managementGroup, 'ManagementGroups_Delete', `${managementGroupAction}/delete`],
    ]),
  ],
};

export const providers: readonly Provider[] = [provider, managementProvider];
