/** What names a real Azure, a credential for it, or a way around loopback. */
const azureNames = /^(AZURE_|ARM_|MSI_|IDENTITY_|IMDS_)/;
const proxyNames = /^(https?|all|no)_proxy$/i;

/**
 * The environment without anything that belongs to the person's real Azure. With the emulator nothing of it may
 * reach the portal: a real secret must not be sent to the emulator, nor a demo click reach a real subscription.
 */
export function withoutAzure(environment) {
  const entries = Object.entries(environment).filter(
    ([name]) => !azureNames.test(name) && !proxyNames.test(name) && !certificateNames.has(name),
  );
  return Object.fromEntries(entries);
}

const certificateNames = new Set([
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_USE_ENV_PROXY',
]);

/** The Azure CLI's public client: what lets a person sign in without an app registration. */
const azureCliClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** Environment of a portal that talks to the emulator as one of its people. `ready` is the emulator's ready file. */
export function emulatorEnvironment(environment, ready, person) {
  return {
    ...withoutAzure(environment),
    AZURE_RESOURCE_MANAGER_ENDPOINT: ready.resourceManager,
    AZURE_AUTHORITY_HOST: ready.authority,
    AZURE_GRAPH_ENDPOINT: ready.graph,
    AZURE_TENANT_ID: ready.tenantId,
    AZURE_CLIENT_ID: azureCliClientId,
    AZURE_USERNAME: person.upn,
    AZURE_PASSWORD: person.password,
    NODE_EXTRA_CA_CERTS: ready.caFile,
    KEYLESS_LIVE_INTERVAL_MS: environment.KEYLESS_LIVE_INTERVAL_MS ?? '2000',
    // Nothing there costs money.
    KEYLESS_OFFERS_TOUR: '1',
  };
}

/** Environment of a portal on real Azure: the person's own, looked at less often because others share the limits. */
export function azureEnvironment(environment) {
  return { ...environment, KEYLESS_LIVE_INTERVAL_MS: environment.KEYLESS_LIVE_INTERVAL_MS ?? '30000' };
}
