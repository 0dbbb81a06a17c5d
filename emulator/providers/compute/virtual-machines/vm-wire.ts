import { resourceId } from '../../../core/contract/arm-id.ts';
import type { ArmResource } from '../../../core/contract/entities.ts';
import { recordOf } from '../../../core/contract/record.ts';
import { envelopeToWire, identityToWire } from '../../../core/tracked/wire.ts';

export const vmType = 'Microsoft.Compute/virtualMachines';

export type PowerState = 'running' | 'stopped' | 'deallocated';

/** Power state is not part of a VM's properties in Azure; it only shows in the instance view. */
export function powerOf(vm: ArmResource): PowerState {
  const powerState = vm.hidden?.powerState;
  return powerState === 'stopped' || powerState === 'deallocated' ? powerState : 'running';
}

/** `notReady`: it is there and does not report; the end of the machine's name asks for that: `…-no-agent`. */
export type AgentState = 'ready' | 'notReady' | 'absent';

/** The agent in the machine: none when it was created with `provisionVMAgent: false`. */
export function agentOf(vm: ArmResource): AgentState {
  const profile = recordOf(vm.properties.osProfile);
  const configurations = [recordOf(profile.linuxConfiguration), recordOf(profile.windowsConfiguration)];
  if (configurations.some(({ provisionVMAgent }) => provisionVMAgent === false)) return 'absent';
  return /-no-agent$/i.test(vm.name) ? 'notReady' : 'ready';
}

/** What a machine that runs says of its agent. The unavailable form is that of Microsoft's documents and recordings. */
function agentToWire(vm: ArmResource, isWindows: boolean): unknown {
  const time = new Date(vm.changedTime).toISOString();
  if (agentOf(vm) !== 'ready')
    return {
      vmAgentVersion: 'Unknown',
      statuses: [
        {
          code: 'ProvisioningState/Unavailable',
          level: 'Warning',
          displayStatus: 'Not Ready',
          message: 'VM status blob is found but not yet populated.',
          time,
        },
      ],
    };
  return {
    vmAgentVersion: isWindows ? '2.7.41491.1172' : '2.14.0.1',
    statuses: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Ready',
        message: 'Guest Agent is running',
        time,
      },
    ],
    extensionHandlers: [],
  };
}

/** A GUID that depends on the id alone, for VMs stored without one of their own. Not a secret, only stable. */
function derivedGuid(text: string): string {
  let hex = '';
  for (let seed = 0; seed < 4; seed += 1) {
    let hash = 0x811c9dc5 ^ (seed * 0x9e3779b1);
    for (let index = 0; index < text.length; index += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    hex += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** The storage profile with the operating system disk's name, which a VM stored without one gets from its own name. */
function storageProfile(vm: ArmResource): Readonly<Record<string, unknown>> {
  const profile = recordOf(vm.properties.storageProfile);
  const osDisk = recordOf(profile.osDisk);
  if (typeof osDisk.name === 'string') return profile;
  const name = `${vm.name}_OsDisk_1`;
  const id = resourceId(vm.subscriptionId, vm.resourceGroup, 'Microsoft.Compute/disks', name);
  return {
    ...profile,
    osDisk: {
      createOption: 'FromImage',
      ...osDisk,
      name,
      managedDisk: { ...recordOf(osDisk.managedDisk), id },
    },
  };
}

function osProfile(vm: ArmResource): Readonly<Record<string, unknown>> {
  const { adminPassword: _secret, customData: _data, ...profile } = recordOf(vm.properties.osProfile);
  return typeof profile.computerName === 'string'
    ? profile
    : {
        computerName: vm.name,
        adminUsername: 'azureuser',
        allowExtensionOperations: agentOf(vm) !== 'absent',
        ...profile,
      };
}

function statusesOf(vm: ArmResource): unknown[] {
  const state = vm.properties.provisioningState;
  const provisioning = typeof state === 'string' ? state : 'Succeeded';
  const power = powerOf(vm);
  return [
    {
      code: `ProvisioningState/${provisioning.toLowerCase()}`,
      level: 'Info',
      displayStatus: provisioning === 'Succeeded' ? 'Provisioning succeeded' : provisioning,
      time: new Date(vm.changedTime).toISOString(),
    },
    { code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` },
  ];
}

/** The run-time state of a VM: what `$expand=instanceView` and `/instanceView` answer. */
export function instanceViewToWire(vm: ArmResource): unknown {
  const isWindows = recordOf(recordOf(vm.properties.storageProfile).osDisk).osType === 'Windows';
  const running = powerOf(vm) === 'running';
  return {
    computerName: vm.name,
    osName: isWindows ? 'Windows Server 2022 Datacenter' : 'ubuntu',
    osVersion: isWindows ? '10.0.20348' : '24.04',
    ...(running ? { vmAgent: agentToWire(vm, isWindows) } : {}),
    hyperVGeneration: 'V2',
    statuses: statusesOf(vm),
  };
}

/** How much of the instance view an answer holds. */
export type View = 'none' | 'statuses' | 'full';

/** A VM as Azure answers it. Parts that follow from its name may be missing in the stored properties. */
export function vmToWire(vm: ArmResource, view: View): unknown {
  const pending = vm.hidden?.pendingIdentities;
  const pendingIds = Array.isArray(pending) ? pending.filter((id) => typeof id === 'string') : [];
  const { properties } = vm;
  return {
    ...envelopeToWire(vm),
    ...(vm.identity ? { identity: identityToWire(vm.identity, pendingIds) } : {}),
    etag: `"${vm.etag}"`,
    properties: {
      ...properties,
      vmId: properties.vmId ?? derivedGuid(vm.id.toLowerCase()),
      storageProfile: storageProfile(vm),
      osProfile: osProfile(vm),
      provisioningState: properties.provisioningState ?? 'Succeeded',
      timeCreated: new Date(vm.createdTime).toISOString(),
      ...(view === 'full' ? { instanceView: instanceViewToWire(vm) } : {}),
      ...(view === 'statuses' ? { instanceView: { statuses: statusesOf(vm) } } : {}),
    },
  };
}
