import type { ArmResource } from '../../../core/contract/entities.ts';
import { ArmError } from '../../../core/contract/errors.ts';
import type { Route } from '../../../core/contract/provider.ts';
import { recordOf } from '../../../core/contract/record.ts';
import { requireResource } from '../../../core/tracked/not-found.ts';
import { startVmOperation } from './vm-update.ts';
import { agentOf, powerOf, vmType } from './vm-wire.ts';

const waitMs = 1000;

/** Run Command is an extension: none is let onto the machine. Text as public recordings of Azure have it. */
function disallowed(): ArmError {
  return new ArmError(
    409,
    'OperationNotAllowed',
    'This operation cannot be performed when extension operations are disallowed. To allow, please ensure VM Agent is installed on the VM and the osProfile.allowExtensionOperations property is true.',
  );
}

/** How the operation ends that waits for an agent which is not ready: in Azure after some 25 minutes. */
function noStatus(vm: ArmResource): ArmError {
  return new ArmError(
    409,
    'VMAgentStatusCommunicationError',
    `VM '${vm.name}' has not reported status for VM agent or extensions. Please verify the VM has a running VM agent, and can establish outbound connections to Azure storage.`,
  );
}

/**
 * The route, reached only through the agent of a running machine: without one, or with extensions forbidden, 409
 * OperationNotAllowed; with one that is not ready the operation begins and ends as Failed.
 * https://learn.microsoft.com/azure/virtual-machines/linux/run-command: "doesn't work if the VM agent status is NOT READY"
 */
export function throughAgent(route: Route): Route {
  return {
    ...route,
    handle: (context) => {
      const vm = requireResource(context, vmType);
      if (powerOf(vm) === 'running') {
        const { allowExtensionOperations } = recordOf(vm.properties.osProfile);
        const agent = agentOf(vm);
        if (agent === 'absent' || allowExtensionOperations === false) throw disallowed();
        if (agent === 'notReady') {
          const { headers } = startVmOperation(context, vm, waitMs, () => {
            throw noStatus(vm);
          });
          return { status: 202, headers: headers.all };
        }
      }
      if (!route.handle) throw new Error(`The route ${route.operation} is not built.`);
      return route.handle(context);
    },
  };
}
