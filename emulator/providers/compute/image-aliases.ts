import { type HttpReply, type HttpRequest, jsonReply } from '../../core/contract/http.ts';
import type { Surface } from '../../core/contract/surface.ts';
import { marketplaceImages } from './marketplace-images.ts';

/** Tells az which images its short names stand for; its built-in copy does not know the current ones. */
const document = {
  $schema: 'https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters: {},
  variables: {},
  resources: [],
  outputs: {
    aliases: {
      type: 'object',
      value: {
        Linux: aliasesOf('Linux'),
        Windows: aliasesOf('Windows'),
      },
    },
  },
};

function aliasesOf(os: 'Linux' | 'Windows'): unknown {
  return Object.fromEntries(
    marketplaceImages
      .filter((image) => image.os === os && image.alias !== '')
      .map(({ alias, publisher, offer, sku }) => [
        alias,
        { publisher, offer, sku, version: 'latest', architecture: 'x64' },
      ]),
  );
}

/** The document that az reads before it creates a machine: at `/aliases.json` here, on GitHub for the public cloud. */
export const imageAliases: Surface = {
  isSpared: true,
  serves(request: HttpRequest): boolean {
    const path = request.path.toLowerCase();
    return path === '/aliases.json' || path.endsWith('/quickstart-templates/aliases.json');
  },
  async handle(): Promise<HttpReply> {
    return jsonReply(200, document);
  },
};
