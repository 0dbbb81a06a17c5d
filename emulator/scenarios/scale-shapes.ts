/** What thousands of generated machines have in common; every object is frozen and shared between rows. */
export interface ScaleShape {
  readonly workload: string;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly hidden: Readonly<Record<string, unknown>>;
}

type AtLeastOne<Value> = readonly [Value, ...Value[]];

const workloads: AtLeastOne<string> = [
  'web',
  'checkout',
  'orders',
  'batch',
  'search',
  'payments',
  'build',
  'reports',
  'ingest',
  'cache',
];
const regions: AtLeastOne<string> = ['westeurope', 'northeurope', 'swedencentral'];
const sizes: AtLeastOne<string> = ['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_B2ms', 'Standard_E8s_v5'];

const linux = Object.freeze({
  imageReference: Object.freeze({
    publisher: 'Canonical',
    offer: 'ubuntu-24_04-lts',
    sku: 'server',
    version: 'latest',
    exactVersion: '24.04.202610010',
  }),
  osDisk: Object.freeze({ osType: 'Linux', createOption: 'FromImage', caching: 'ReadWrite', diskSizeGB: 64 }),
  dataDisks: Object.freeze([]),
});
const windows = Object.freeze({
  imageReference: Object.freeze({
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: '2022-datacenter-azure-edition',
    version: 'latest',
    exactVersion: '20348.4294.261004',
  }),
  osDisk: Object.freeze({
    osType: 'Windows',
    createOption: 'FromImage',
    caching: 'ReadWrite',
    diskSizeGB: 127,
  }),
  dataDisks: Object.freeze([]),
});
const running = Object.freeze({ powerState: 'running' });
const deallocated = Object.freeze({ powerState: 'deallocated' });

const tags: AtLeastOne<Readonly<Record<string, string>>> = [
  Object.freeze({ owner: 'team-shop', costCenter: 'CC-1042', environment: 'prod' }),
  Object.freeze({ owner: 'team-data', costCenter: 'CC-2210', environment: 'staging' }),
  Object.freeze({ owner: 'team-platform', costCenter: 'CC-3001', environment: 'dev' }),
  Object.freeze({ costCenter: 'CC-1042' }),
];

/** Every combination a workload's machines are drawn from; one in eight is deallocated. */
function machinesOf(workload: string): readonly ScaleShape[] {
  const shapes: ScaleShape[] = [];
  for (const location of regions) {
    for (const [index, vmSize] of sizes.entries()) {
      const properties = Object.freeze({
        provisioningState: 'Succeeded',
        hardwareProfile: Object.freeze({ vmSize }),
        storageProfile: index === 3 ? windows : linux,
        networkProfile: Object.freeze({ networkInterfaces: Object.freeze([]) }),
      });
      for (const tag of tags) {
        const hidden = shapes.length % 8 === 7 ? deallocated : running;
        shapes.push({ workload, location, tags: tag, properties, hidden });
      }
    }
  }
  return shapes;
}

export const scaleShapes = {
  workloads,
  regions,
  tags,
  machinesOf,
  roles: [
    'Reader',
    'Key Vault Secrets User',
    'Storage Blob Data Reader',
    'Storage Blob Data Contributor',
    'AcrPull',
    'Monitoring Metrics Publisher',
  ],
  privilegedRoles: ['Contributor', 'Virtual Machine Contributor', 'User Access Administrator'],
} as const;
