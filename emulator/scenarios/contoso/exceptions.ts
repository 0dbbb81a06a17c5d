export type PowerState = 'running' | 'stopped' | 'deallocated';

/** Single machines that differ from their fleet; this is where most planted findings come from. */
export interface Exception {
  /** In addition to the fleet's. */
  user?: readonly string[];
  power?: PowerState;
  /** Reachable from the internet at this address. */
  publicAddress?: string;
  securityGroup?: string;
  /** The identity still names the tenant the subscription was transferred from. */
  foreignTenant?: true;
  /** The owner tag is missing although the fleet has one. */
  untagged?: true;
}

export const exceptions: Readonly<Record<string, Exception>> = {
  'vm-web-01': { publicAddress: '20.71.14.31' },
  'vm-web-10': { power: 'deallocated', untagged: true },
  'vm-checkout-01': { user: ['id-monitoring'] },
  'vm-checkout-08': { power: 'stopped' },
  'vm-batch-07': { power: 'deallocated' },
  'vm-batch-08': { power: 'deallocated' },
  'vm-legacy-01': { user: ['id-legacy-batch'] },
  'vm-legacy-02': { user: ['id-legacy-erp'], power: 'stopped' },
  'vm-web-stg-01': { user: ['id-monitoring'] },
  'vm-batch-stg-03': { power: 'deallocated' },
  'vm-build-01': { user: ['id-deploy', 'id-monitoring'] },
  'vm-build-02': { user: ['id-deploy'] },
  'vm-build-03': { user: ['id-deploy'] },
  'vm-build-04': { user: ['id-deploy'], power: 'deallocated' },
  'vm-build-05': { user: ['id-image-reader'] },
  'vm-build-06': { user: ['id-image-reader'] },
  'vm-build-07': { user: ['id-image-reader'], untagged: true },
  'vm-build-08': { user: ['id-image-reader'], power: 'stopped' },
  'vm-dev-02': { publicAddress: '20.86.201.7', securityGroup: 'nsg-dev-rdp' },
  'vm-dev-03': { power: 'deallocated' },
  'vm-dev-04': { foreignTenant: true },
  'vm-dev-06': { power: 'deallocated' },
  'vm-test-02': { power: 'stopped' },
  'vm-jump-01': { user: ['id-monitoring'], publicAddress: '20.61.88.142', securityGroup: 'nsg-jump' },
  'vm-jump-02': { user: ['built-in-identity-westeurope'] },
  'vm-lab-01': { user: ['id-image-reader'] },
  'vm-lab-02': { user: ['id-lab'] },
};
