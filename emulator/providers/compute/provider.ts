import type { Provider } from '../../core/contract/provider.ts';
import { resourceTypes } from '../../core/tracked/regions.ts';
import { groupPath, readRoutes, subscriptionPath } from '../../core/tracked/tracked-routes.ts';
import { unbuilt } from '../../core/tracked/unbuilt.ts';
import { imageAliases } from './image-aliases.ts';
import { imageRoutes } from './image-routes.ts';
import { runCommandRoutes } from './run-command/run-command.ts';
import { recoverVms } from './virtual-machines/recover.ts';
import { throughAgent } from './virtual-machines/vm-agent.ts';
import { vmLimits } from './virtual-machines/vm-limits.ts';
import { vmPowerRoutes } from './virtual-machines/vm-power.ts';
import { vmRoutes } from './virtual-machines/vm-routes.ts';
import { vmType } from './virtual-machines/vm-wire.ts';

const namespace = 'Microsoft.Compute';
const vm = `${groupPath(vmType)}/{name}`;
const scaleSets = `${namespace}/virtualMachineScaleSets`;
const scaleSet = `${groupPath(scaleSets)}/{name}`;
const location = '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}';

/** Virtual machines with their identities and power; scale sets, disks, images and availability sets to read. */
export const provider: Provider = {
  namespace,
  resourceTypes: resourceTypes({
    virtualMachines: ['2026-04-01', '2024-07-01', '2022-11-01', '2022-08-01', '2020-06-01'],
    'virtualMachines/extensions': ['2026-04-01', '2024-07-01'],
    'virtualMachines/runCommands': ['2026-04-01', '2024-07-01'],
    virtualMachineScaleSets: ['2026-04-01', '2024-07-01', '2022-11-01'],
    'virtualMachineScaleSets/virtualMachines': ['2026-04-01', '2024-07-01'],
    availabilitySets: ['2026-04-01', '2024-07-01'],
    disks: ['2026-03-02', '2022-07-02'],
    images: ['2026-04-01', '2022-11-01'],
    skus: ['2021-07-01', '2019-04-01'],
    locations: ['2026-04-01', '2022-11-01'],
    'locations/operations': ['2026-04-01', '2022-11-01'],
    'locations/vmSizes': ['2026-04-01', '2022-11-01'],
    'locations/publishers': ['2026-04-01', '2022-11-01'],
  }),
  surfaces: () => [imageAliases],
  limits: vmLimits,
  recover: recoverVms,
  routes: [
    ...vmRoutes,
    ...vmPowerRoutes,
    ...runCommandRoutes.map(throughAgent),
    ...imageRoutes,
    ...readRoutes({
      type: scaleSets,
      operations: 'VirtualMachineScaleSets',
      listBySubscription: 'ListAll',
      listByGroup: 'List',
    }),
    ...readRoutes({ type: `${namespace}/disks`, operations: 'Disks', listBySubscription: 'List' }),
    ...readRoutes({ type: `${namespace}/images`, operations: 'Images', listBySubscription: 'List' }),
    ...readRoutes({
      type: `${namespace}/availabilitySets`,
      operations: 'AvailabilitySets',
      listByGroup: 'List',
    }),
    ...unbuilt([
      ['GET', `${vm}/vmSizes`, 'VirtualMachines_ListAvailableSizes', `${vmType}/vmSizes/read`],
      ['POST', `${vm}/reapply`, 'VirtualMachines_Reapply', `${vmType}/reapply/action`],
      ['POST', `${vm}/reimage`, 'VirtualMachines_Reimage', `${vmType}/reimage/action`],
      ['POST', `${vm}/generalize`, 'VirtualMachines_Generalize', `${vmType}/generalize/action`],
      ['POST', `${vm}/capture`, 'VirtualMachines_Capture', `${vmType}/capture/action`],
      ['GET', `${vm}/extensions`, 'VirtualMachineExtensions_List', `${vmType}/extensions/read`],
      [
        'PUT',
        `${vm}/extensions/{extensionName}`,
        'VirtualMachineExtensions_CreateOrUpdate',
        `${vmType}/extensions/write`,
      ],
      [
        'GET',
        `${vm}/runCommands`,
        'VirtualMachineRunCommands_ListByVirtualMachine',
        `${vmType}/runCommands/read`,
      ],
      [
        'PUT',
        `${vm}/runCommands/{commandName}`,
        'VirtualMachineRunCommands_CreateOrUpdate',
        `${vmType}/runCommands/write`,
      ],
      ['PUT', scaleSet, 'VirtualMachineScaleSets_CreateOrUpdate', `${scaleSets}/write`],
      ['PATCH', scaleSet, 'VirtualMachineScaleSets_Update', `${scaleSets}/write`],
      ['DELETE', scaleSet, 'VirtualMachineScaleSets_Delete', `${scaleSets}/delete`],
      [
        'GET',
        `${scaleSet}/virtualMachines`,
        'VirtualMachineScaleSetVMs_List',
        `${scaleSets}/virtualMachines/read`,
      ],
      [
        'PUT',
        `${groupPath(`${namespace}/disks`)}/{name}`,
        'Disks_CreateOrUpdate',
        `${namespace}/disks/write`,
      ],
      ['DELETE', `${groupPath(`${namespace}/disks`)}/{name}`, 'Disks_Delete', `${namespace}/disks/delete`],
      ['GET', subscriptionPath(`${namespace}/skus`), 'ResourceSkus_List', `${namespace}/skus/read`],
      ['GET', `${location}/vmSizes`, 'VirtualMachineSizes_List', `${namespace}/locations/vmSizes/read`],
      ['GET', `${location}/usages`, 'Usage_List', `${namespace}/locations/usages/read`],
      [
        'GET',
        `${location}/publishers`,
        'VirtualMachineImages_ListPublishers',
        `${namespace}/locations/publishers/read`,
      ],
    ]),
  ],
};
