import 'server-only';
import { Agent } from 'node:https';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ComputeManagementClient } from '@azure/arm-compute';
import { MonitorClient } from '@azure/arm-monitor';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { DeploymentsClient } from '@azure/arm-resourcesdeployments';
import type { AdditionalPolicyConfig } from '@azure/core-client';
import { ServiceClient } from '@azure/core-client';
import { env } from '@/lib/env';
import { CallMeter } from './call-meter';
import { armScope, graphScope, type TokenCredential } from './credential';
import { Limiter } from './limiter';
import {
  callContextPolicy,
  limiterPolicy,
  meterPolicy,
  oncePolicy,
  ownHostsPolicy,
  refusalPolicy,
  timeoutPolicy,
} from './policies';

/** Microsoft's SDK clients for one caller. They share connections, one limit of calls at a time, and one meter. */
export interface AzureClients {
  /** Of Azure Resource Manager and of Microsoft Graph, without trailing slash. */
  readonly endpoint: string;
  readonly graphEndpoint: string;
  readonly meter: CallMeter;
  /** Calls that may be on their way at the same time. */
  readonly concurrency: number;
  readonly subscriptions: SubscriptionClient;
  compute(subscriptionId: string): ComputeManagementClient;
  identity(subscriptionId: string): ManagedServiceIdentityClient;
  authorization(subscriptionId: string): AuthorizationManagementClient;
  resources(subscriptionId: string): ResourceManagementClient;
  deployments(subscriptionId: string): DeploymentsClient;
  monitor(subscriptionId: string): MonitorClient;
  /** For what no SDK package of ours covers: the same pipeline, paths by hand (send.ts). */
  readonly arm: ServiceClient;
  readonly graph: ServiceClient;
}

/** Connections are kept open between refreshes; the number open at once is the limiter's business. */
const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64, scheduling: 'lifo' });

function oncePerSubscription<Client>(
  make: (subscriptionId: string) => Client,
): (subscriptionId: string) => Client {
  const made = new Map<string, Client>();
  return (subscriptionId) => {
    const known = made.get(subscriptionId);
    if (known) return known;
    const client = make(subscriptionId);
    made.set(subscriptionId, client);
    return client;
  };
}

export interface ClientSettings {
  endpoint: string;
  graphEndpoint: string;
  concurrency: number;
}

/** New clients for a credential; whoever acts for a caller shares that caller's (callers.ts). `settings` default to the environment's. */
export function createClients(
  credential: TokenCredential,
  settings: ClientSettings = settingsFromEnv(),
): AzureClients {
  const { endpoint, graphEndpoint, concurrency } = settings;
  const meter = new CallMeter();
  const origins = new Set([new URL(endpoint).origin, new URL(graphEndpoint).origin]);
  const additionalPolicies: AdditionalPolicyConfig[] = [
    { policy: callContextPolicy, position: 'perCall' },
    { policy: refusalPolicy, position: 'perCall' },
    { policy: ownHostsPolicy(origins), position: 'perCall' },
    { policy: limiterPolicy(new Limiter(concurrency)), position: 'perCall' },
    { policy: oncePolicy, position: 'perRetry' },
    { policy: meterPolicy(meter), position: 'perRetry' },
    { policy: timeoutPolicy, position: 'perRetry' },
  ];
  const shared = {
    agent,
    additionalPolicies,
    retryOptions: { maxRetries: 3, retryDelayInMs: 300, maxRetryDelayInMs: 5000 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'keyless' },
  };
  const scope = armScope();
  // Classic clients read `credentialScopes`, modular ones `credentials.scopes`; each ignores the other's.
  const options = { ...shared, endpoint, credentialScopes: scope, credentials: { scopes: [scope] } };
  return {
    endpoint,
    graphEndpoint,
    meter,
    concurrency,
    subscriptions: new SubscriptionClient(credential, options),
    compute: oncePerSubscription((id) => new ComputeManagementClient(credential, id, options)),
    identity: oncePerSubscription((id) => new ManagedServiceIdentityClient(credential, id, options)),
    authorization: oncePerSubscription((id) => new AuthorizationManagementClient(credential, id, options)),
    resources: oncePerSubscription((id) => new ResourceManagementClient(credential, id, options)),
    deployments: oncePerSubscription((id) => new DeploymentsClient(credential, id, options)),
    monitor: oncePerSubscription((id) => new MonitorClient(credential, id, options)),
    arm: new ServiceClient({ ...shared, credential, endpoint, credentialScopes: scope }),
    graph: new ServiceClient({
      ...shared,
      credential,
      endpoint: graphEndpoint,
      credentialScopes: graphScope(),
    }),
  };
}

function settingsFromEnv(): ClientSettings {
  const { AZURE_RESOURCE_MANAGER_ENDPOINT, AZURE_GRAPH_ENDPOINT, KEYLESS_CONCURRENCY } = env();
  return {
    endpoint: AZURE_RESOURCE_MANAGER_ENDPOINT,
    graphEndpoint: AZURE_GRAPH_ENDPOINT,
    concurrency: KEYLESS_CONCURRENCY,
  };
}
