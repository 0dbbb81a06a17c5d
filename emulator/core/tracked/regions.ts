import type { Provider } from '../contract/provider.ts';

type ResourceTypes = Provider['resourceTypes'];

/** Regions of the emulated Azure: display name, geography group and the pair Azure names. */
export const regions: readonly {
  readonly name: string;
  readonly displayName: string;
  readonly geographyGroup: string;
  readonly paired: string;
}[] = [
  { name: 'westeurope', displayName: 'West Europe', geographyGroup: 'Europe', paired: 'northeurope' },
  { name: 'northeurope', displayName: 'North Europe', geographyGroup: 'Europe', paired: 'westeurope' },
  { name: 'swedencentral', displayName: 'Sweden Central', geographyGroup: 'Europe', paired: 'swedensouth' },
  {
    name: 'germanywestcentral',
    displayName: 'Germany West Central',
    geographyGroup: 'Europe',
    paired: 'germanynorth',
  },
  { name: 'uksouth', displayName: 'UK South', geographyGroup: 'UK', paired: 'ukwest' },
  { name: 'eastus', displayName: 'East US', geographyGroup: 'US', paired: 'westus' },
  { name: 'eastus2', displayName: 'East US 2', geographyGroup: 'US', paired: 'centralus' },
  { name: 'westus', displayName: 'West US', geographyGroup: 'US', paired: 'eastus' },
  { name: 'westus2', displayName: 'West US 2', geographyGroup: 'US', paired: 'westcentralus' },
  { name: 'centralus', displayName: 'Central US', geographyGroup: 'US', paired: 'eastus2' },
  { name: 'eastasia', displayName: 'East Asia', geographyGroup: 'Asia Pacific', paired: 'southeastasia' },
  {
    name: 'southeastasia',
    displayName: 'Southeast Asia',
    geographyGroup: 'Asia Pacific',
    paired: 'eastasia',
  },
  { name: 'italynorth', displayName: 'Italy North', geographyGroup: 'Europe', paired: '' },
];

const everywhere = regions.map((region) => region.displayName);

/** Resource types of a namespace from their api-versions, newest first: those Azure's current SDKs and az send. Offered in every region. */
export function resourceTypes(apiVersionsByType: Readonly<Record<string, readonly string[]>>): ResourceTypes {
  return Object.entries(apiVersionsByType).map(([name, apiVersions]) => ({
    name,
    apiVersions,
    locations: everywhere,
  }));
}
