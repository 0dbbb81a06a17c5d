import type { Route } from '../../../core/contract/provider.ts';
import { deleteResource } from '../../../core/rules/lifecycle.ts';
import { param, pathResourceId, requireGroup, requireResource } from '../../../core/tracked/not-found.ts';
import {
  groupPath,
  listInGroup,
  listInSubscription,
  subscriptionPath,
} from '../../../core/tracked/tracked-routes.ts';
import { putVm } from './vm-put.ts';
import { startVmOperation, updateVm } from './vm-update.ts';
import { instanceViewToWire, vmToWire, vmType } from './vm-wire.ts';

/** Our assumption: Azure does not document the page size of VM lists. */
const pageSize = 200;
const deleteMs = 2000;

function viewOf(query: URLSearchParams): 'none' | 'statuses' | 'full' {
  if (query.get('statusOnly')?.toLowerCase() === 'true') return 'statuses';
  return query.get('$expand')?.toLowerCase() === 'instanceview' ? 'full' : 'none';
}

/** Virtual machines: lists, reads and writes. */
export const vmRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: subscriptionPath(vmType),
    operation: 'VirtualMachines_ListAll',
    action: null,
    handle: (context) => {
      const view = viewOf(context.query);
      return context.page(listInSubscription(context, vmType), pageSize, (vm) => vmToWire(vm, view));
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}/virtualMachines',
    operation: 'VirtualMachines_ListByLocation',
    action: null,
    handle: (context) => {
      const location = param(context, 'location').toLowerCase();
      const rows = listInSubscription(context, vmType).filter((vm) => vm.location === location);
      return context.page(rows, pageSize, (vm) => vmToWire(vm, 'none'));
    },
  },
  {
    method: 'GET',
    path: groupPath(vmType),
    operation: 'VirtualMachines_List',
    action: null,
    handle: (context) => {
      const view = viewOf(context.query);
      return context.page(listInGroup(context, vmType), pageSize, (vm) => vmToWire(vm, view));
    },
  },
  {
    method: 'GET',
    path: `${groupPath(vmType)}/{name}`,
    operation: 'VirtualMachines_Get',
    action: `${vmType}/read`,
    handle: (context) => {
      const vm = requireResource(context, vmType);
      return { status: 200, body: vmToWire(vm, viewOf(context.query)), headers: { etag: `"${vm.etag}"` } };
    },
  },
  {
    method: 'GET',
    path: `${groupPath(vmType)}/{name}/instanceView`,
    operation: 'VirtualMachines_InstanceView',
    action: `${vmType}/instanceView/read`,
    handle: (context) => ({ status: 200, body: instanceViewToWire(requireResource(context, vmType)) }),
  },
  {
    method: 'PUT',
    path: `${groupPath(vmType)}/{name}`,
    operation: 'VirtualMachines_CreateOrUpdate',
    action: `${vmType}/write`,
    handle: putVm,
  },
  {
    method: 'PATCH',
    path: `${groupPath(vmType)}/{name}`,
    operation: 'VirtualMachines_Update',
    action: `${vmType}/write`,
    handle: updateVm,
  },
  {
    method: 'DELETE',
    path: `${groupPath(vmType)}/{name}`,
    operation: 'VirtualMachines_Delete',
    action: `${vmType}/delete`,
    handle: (context) => {
      const { world, clock } = context;
      requireGroup(context);
      const vm = world.resources.get(pathResourceId(context, vmType));
      if (!vm) return { status: 204 };
      const deleting = world.resources.put({
        ...vm,
        properties: { ...vm.properties, provisioningState: 'Deleting' },
        etag: vm.etag + 1,
      });
      const { headers } = startVmOperation(context, deleting, deleteMs, () => {
        deleteResource(world, vm.id, clock.now());
      });
      return { status: 202, headers: headers.all };
    },
  },
];
