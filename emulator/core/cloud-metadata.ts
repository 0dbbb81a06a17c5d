import { type HttpReply, type HttpRequest, jsonReply } from './contract/http.ts';

const managementAudience = 'https://management.core.windows.net/';

/** Contents of the file for `az cloud register --cloud-config @file`. */
export function azCloudConfig(origin: string): unknown {
  return {
    endpoints: {
      resourceManager: origin,
      management: managementAudience,
      activeDirectory: `${origin}/adfs`,
      activeDirectoryResourceId: managementAudience,
      activeDirectoryGraphResourceId: `${origin}/graph/`,
      microsoftGraphResourceId: `${origin}/`,
      gallery: origin,
      vmImageAliasDoc: `${origin}/aliases.json`,
      batchResourceId: 'https://batch.core.windows.net/',
      sqlManagement: `${origin}/`,
      portal: origin,
    },
    suffixes: {
      storageEndpoint: 'core.windows.net',
      keyvaultDns: '.vault.azure.net',
      acrLoginServerEndpoint: '.azurecr.io',
    },
  };
}

/** Description of this cloud, as clients discover it: an object for az cloud register, a list for newer versions. */
function endpoints(origin: string, apiVersion: string, tenantId: string): unknown {
  const authentication = {
    loginEndpoint: `${origin}/adfs`,
    audiences: [managementAudience, 'https://management.azure.com/'],
    tenant: tenantId,
    identityProvider: 'AAD',
  };
  if (apiVersion < '2019') {
    return {
      galleryEndpoint: origin,
      graphEndpoint: `${origin}/graph/`,
      portalEndpoint: origin,
      authentication,
    };
  }
  return [
    {
      name: 'KeylessEmulator',
      portal: origin,
      media: `${origin}/`,
      batch: 'https://batch.core.windows.net/',
      gallery: origin,
      sqlManagement: `${origin}/`,
      activeDirectoryDataLake: `${origin}/`,
      resourceManager: origin,
      graph: `${origin}/graph/`,
      graphAudience: `${origin}/graph/`,
      vmImageAliasDoc: `${origin}/aliases.json`,
      microsoftGraphResourceId: `${origin}/`,
      authentication,
      suffixes: {
        storage: 'core.windows.net',
        keyVaultDns: 'vault.azure.net',
        acrLoginServer: 'azurecr.io',
        sqlServerHostname: 'database.windows.net',
        azureDataLakeStoreFileSystem: 'azuredatalakestore.net',
        azureDataLakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
      },
    },
  ];
}

/** Answers the paths that need no token, or undefined when the path is none of them. */
export function cloudMetadata(request: HttpRequest, tenantId: string): HttpReply | undefined {
  const path = request.path.toLowerCase();
  if (path === '/metadata/endpoints') {
    return jsonReply(
      200,
      endpoints(request.origin, request.query.get('api-version') ?? '2022-09-01', tenantId),
    );
  }
  return undefined;
}
