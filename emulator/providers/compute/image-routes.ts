import { ArmError } from '../../core/contract/errors.ts';
import type { Context, Route } from '../../core/contract/provider.ts';
import { param } from '../../core/tracked/not-found.ts';
import { type MarketplaceImage, marketplaceImages } from './marketplace-images.ts';

const location = '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/locations/{location}';
const artifacts = `${location}/publishers/{publisher}/artifacttypes/vmimage`;
const versions = `${artifacts}/offers/{offer}/skus/{sku}/versions`;
const read = 'Microsoft.Compute/locations/publishers/artifacttypes/offers/skus/versions/read';

/** Versions of every image, oldest first; made up. */
const known = ['1.0.20250301', '1.0.20250401'];

function imageNotFound(): ArmError {
  return new ArmError(404, 'NotFound', 'Artifact: VMImage was not found.');
}

function requireImage(context: Context): MarketplaceImage {
  const same = (name: 'publisher' | 'offer' | 'sku', image: MarketplaceImage) =>
    image[name].toLowerCase() === param(context, name).toLowerCase();
  const found = marketplaceImages.find(
    (image) => same('publisher', image) && same('offer', image) && same('sku', image),
  );
  if (found) return found;
  throw imageNotFound();
}

function resource(context: Context, image: MarketplaceImage, version: string) {
  const at = param(context, 'location').toLowerCase();
  const id = `/Subscriptions/${param(context, 'subscriptionId')}/Providers/Microsoft.Compute/Locations/${at}/Publishers/${image.publisher}/ArtifactTypes/VMImage/Offers/${image.offer}/Skus/${image.sku}/Versions/${version}`;
  return { location: at, name: version, id };
}

/** Number of rows asked for; all without `$top`. */
function topOf(context: Context): number {
  const top = context.query.get('$top');
  return top !== null && /^\d+$/.test(top) ? Number(top) : Number.POSITIVE_INFINITY;
}

/** Versions of Marketplace images, which az reads before it creates a VM. */
export const imageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: versions,
    operation: 'VirtualMachineImages_List',
    action: read,
    handle: (context) => {
      const image = requireImage(context);
      const descending = /\bdesc\b/i.test(context.query.get('$orderby') ?? '');
      const ordered = descending ? known.toReversed() : known;
      // Not a page: Azure answers a bare array here.
      const body = ordered.slice(0, topOf(context)).map((version) => resource(context, image, version));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    path: `${versions}/{version}`,
    operation: 'VirtualMachineImages_Get',
    action: read,
    handle: (context) => {
      const image = requireImage(context);
      const asked = param(context, 'version').toLowerCase();
      const version = asked === 'latest' ? known.at(-1) : known.find((name) => name === asked);
      if (version === undefined) throw imageNotFound();
      const properties = {
        hyperVGeneration: image.hyperVGeneration,
        architecture: 'x64',
        osDiskImage: { operatingSystem: image.os },
        dataDiskImages: [],
        features: [],
        automaticOSUpgradeProperties: { automaticOSUpgradeSupported: false },
      };
      return { status: 200, body: { ...resource(context, image, version), properties } };
    },
  },
];
