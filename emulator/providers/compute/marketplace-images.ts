/** An image of the Azure Marketplace by the three names that say which. */
export interface MarketplaceImage {
  /** az's short name for it; '' where it has none. */
  readonly alias: string;
  readonly os: 'Linux' | 'Windows';
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly hyperVGeneration: 'V1' | 'V2';
}

function image(
  os: MarketplaceImage['os'],
  alias: string,
  publisher: string,
  offer: string,
  sku: string,
  hyperVGeneration: MarketplaceImage['hyperVGeneration'],
): MarketplaceImage {
  return { os, alias, publisher, offer, sku, hyperVGeneration };
}

/**
 * The images this Azure knows: those az has a short name for, and others of Windows Server, Ubuntu and Debian.
 * https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage
 */
export const marketplaceImages: readonly MarketplaceImage[] = [
  image('Linux', 'Ubuntu2204', 'Canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2', 'V2'),
  image('Linux', 'Ubuntu2404', 'Canonical', 'ubuntu-24_04-lts', 'server', 'V2'),
  image('Linux', 'UbuntuLTS', 'Canonical', 'UbuntuServer', '18.04-LTS', 'V1'),
  image('Linux', 'Debian11', 'Debian', 'debian-11', '11-gen2', 'V2'),
  image('Linux', '', 'Debian', 'debian-12', '12-gen2', 'V2'),
  image('Linux', 'RHEL', 'RedHat', 'RHEL', '7-LVM', 'V1'),
  image('Windows', 'Win2016Datacenter', 'MicrosoftWindowsServer', 'WindowsServer', '2016-Datacenter', 'V1'),
  image('Windows', 'Win2019Datacenter', 'MicrosoftWindowsServer', 'WindowsServer', '2019-Datacenter', 'V1'),
  image(
    'Windows',
    'Win2022Datacenter',
    'MicrosoftWindowsServer',
    'WindowsServer',
    '2022-datacenter-g2',
    'V2',
  ),
  image('Windows', '', 'MicrosoftWindowsServer', 'WindowsServer', '2016-datacenter-gensecond', 'V2'),
  image('Windows', '', 'MicrosoftWindowsServer', 'WindowsServer', '2019-datacenter-gensecond', 'V2'),
];
