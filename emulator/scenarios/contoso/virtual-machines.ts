import { resourceId } from '../../core/contract/arm-id.ts';
import type { ResourceIdentity } from '../../core/contract/entities.ts';
import { createSystemAssigned, identityOf } from '../../core/rules/lifecycle.ts';
import type { Company } from './company.ts';
import { type Exception, exceptions } from './exceptions.ts';
import { type Fleet, fleets } from './fleets.ts';
import { reference } from './identities.ts';
import { putCard } from './network.ts';
import { tagsFor } from './organization.ts';

const type = 'Microsoft.Compute/virtualMachines';

const images = {
  Linux: {
    publisher: 'Canonical',
    offer: 'ubuntu-24_04-lts',
    sku: 'server',
    version: 'latest',
    exactVersion: '24.04.202610010',
  },
  Windows: {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-datacenter-azure-edition',
    version: 'latest',
    exactVersion: '20348.4294.261004',
  },
} as const;

function osProfile(name: string, os: Fleet['os']): Readonly<Record<string, unknown>> {
  // Windows computer names end at 15 characters.
  const computerName = os === 'Windows' ? name.slice(0, 15) : name;
  const configuration =
    os === 'Windows'
      ? { windowsConfiguration: { provisionVMAgent: true, enableAutomaticUpdates: true } }
      : { linuxConfiguration: { disablePasswordAuthentication: true, provisionVMAgent: true } };
  return {
    computerName,
    adminUsername: 'contosoadmin',
    ...configuration,
    secrets: [],
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
  };
}

function putMachine(company: Company, fleet: Fleet, number: number, index: number): void {
  const name = `${fleet.prefix}-${String(number).padStart(2, '0')}`;
  const exception: Exception = exceptions[name] ?? {};
  const location =
    fleet.elsewhere && number >= fleet.elsewhere.from ? fleet.elsewhere.location : fleet.location;
  const subscriptionId = company.subscriptionIds[fleet.in];
  const id = resourceId(subscriptionId, fleet.group, type, name);
  const ageDays = Math.max(1, fleet.ageDays - number * 7 - company.random.fraction());
  const createdTime = company.ago(ageDays);
  const tags = tagsFor(exception.untagged ? '' : fleet.owner, fleet.in);

  const common = { subscriptionId, resourceGroup: fleet.group, location, ageDays, tags };
  const disk = company.resource({
    ...common,
    type: 'Microsoft.Compute/disks',
    name: `${name}-osdisk`,
    sku: { name: 'Premium_LRS', tier: 'Premium' },
    properties: {
      provisioningState: 'Succeeded',
      osType: fleet.os,
      diskSizeGB: fleet.os === 'Windows' ? 127 : 64,
      diskState: exception.power === 'deallocated' ? 'Reserved' : 'Attached',
      managedBy: id,
    },
  });
  const place = { ...common, in: fleet.in, group: fleet.group, ...exception };
  const cardId = putCard(company, { name, id }, place, index);

  let system: ResourceIdentity['system'];
  if (fleet.system === 'all' || fleet.system?.includes(number)) {
    system = createSystemAssigned(company.world, { id, name }, createdTime, company.random.guid);
    if (exception.foreignTenant) system = { ...system, tenantId: company.random.guid() };
  }
  const user = [...(fleet.user ?? []), ...(exception.user ?? [])].map((one) => reference(company, one));
  const identity = identityOf(system, user);
  company.resource({
    ...common,
    type,
    name,
    ...(identity ? { identity } : {}),
    ...(fleet.in === 'prod' ? { zones: [String(1 + (number % 3))] } : {}),
    properties: {
      provisioningState: 'Succeeded',
      vmId: company.random.guid(),
      timeCreated: new Date(createdTime).toISOString(),
      hardwareProfile: { vmSize: fleet.size },
      storageProfile: {
        imageReference: images[fleet.os],
        osDisk: {
          osType: fleet.os,
          name: disk.name,
          createOption: 'FromImage',
          caching: 'ReadWrite',
          managedDisk: { id: disk.id, storageAccountType: 'Premium_LRS' },
          deleteOption: 'Detach',
          diskSizeGB: fleet.os === 'Windows' ? 127 : 64,
        },
        dataDisks: [],
      },
      osProfile: osProfile(name, fleet.os),
      networkProfile: { networkInterfaces: [{ id: cardId, properties: { primary: true } }] },
    },
    hidden: { powerState: exception.power ?? 'running' },
  });
}

export function seedVirtualMachines(company: Company): void {
  let index = 0;
  for (const fleet of fleets) {
    for (let number = 1; number <= fleet.count; number++) putMachine(company, fleet, number, index++);
  }
}
