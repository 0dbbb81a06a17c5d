/** Marketplace images offered by name. https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage */
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
  'debian-12': {
    label: 'Debian 12',
    windows: false,
    reference: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' },
  },
  'windows-2022': {
    label: 'Windows Server 2022',
    windows: true,
    reference: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: '2022-datacenter-g2',
      version: 'latest',
    },
  },
} as const;

export type ImageName = keyof typeof images;
export const imageNames = [
  'ubuntu-22.04',
  'debian-12',
  'windows-2022',
] as const satisfies readonly ImageName[];
