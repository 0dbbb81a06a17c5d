/**
 * Marketplace images offered by name, all of generation 2, which every size offered here runs:
 * https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage,
 * https://learn.microsoft.com/azure/virtual-machines/generation-2#generation-2-vm-images-in-azure-marketplace.
 */
export const images = {
  'ubuntu-22.04': {
    label: 'Ubuntu Server 22.04 LTS',
    windows: false,
    reference: {
      publisher: 'Canonical',
      offer: '0001-com-ubuntu-server-jammy',
      sku: '22_04-lts-gen2',
      version: 'latest',
    },
  },
  'ubuntu-24.04': {
    label: 'Ubuntu Server 24.04 LTS',
    windows: false,
    reference: { publisher: 'Canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
  },
  'debian-12': {
    label: 'Debian 12',
    windows: false,
    reference: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' },
  },
  'windows-2022': {
    label: 'Windows Server 2022 Datacenter',
    windows: true,
    reference: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: '2022-datacenter-g2',
      version: 'latest',
    },
  },
  'windows-2019': {
    label: 'Windows Server 2019 Datacenter',
    windows: true,
    reference: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: '2019-datacenter-gensecond',
      version: 'latest',
    },
  },
  'windows-2016': {
    label: 'Windows Server 2016 Datacenter',
    windows: true,
    reference: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: '2016-datacenter-gensecond',
      version: 'latest',
    },
  },
} as const;

export type ImageName = keyof typeof images;
export const imageNames = [
  'ubuntu-22.04',
  'ubuntu-24.04',
  'debian-12',
  'windows-2022',
  'windows-2019',
  'windows-2016',
] as const satisfies readonly ImageName[];

/** How the administrator signs in. Windows takes a password only. */
export const signInWays = ['ssh-key', 'password'] as const;
export type SignInWay = (typeof signInWays)[number];

/** Whether a VM is made with a password, which is asked for when its plan is confirmed. */
export function usesPassword({ image, signIn }: { image: ImageName; signIn: SignInWay }): boolean {
  return images[image].windows || signIn === 'password';
}
