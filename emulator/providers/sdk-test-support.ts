import { randomUUID } from 'node:crypto';
import tls from 'node:tls';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ComputeManagementClient } from '@azure/arm-compute';
import { MonitorClient } from '@azure/arm-monitor';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { ClientSecretCredential } from '@azure/identity';
import { required } from '../core/test-support.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '../create-emulator.ts';

/** Microsoft's own clients, signed in as one application. */
export interface Clients {
  readonly objectId: string;
  readonly compute: ComputeManagementClient;
  readonly identities: ManagedServiceIdentityClient;
  readonly authorization: AuthorizationManagementClient;
  readonly resources: ResourceManagementClient;
  readonly subscriptions: SubscriptionClient;
  readonly monitor: MonitorClient;
  /** A plain request, for what no client sends. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** An emulated tenant of one test file: a subscription with the group `rg1`, and an application that owns it all. */
export interface Tenant {
  readonly emulator: Emulator;
  readonly subscriptionId: string;
  /** ARM id of the subscription. */
  readonly scope: string;
  /** ARM id of the group `rg1`. */
  readonly group: string;
  readonly owner: Clients;
  /** Clients of a new application with these built-in roles. */
  withRoles(...assignments: readonly { role: string; scope: string; condition?: string }[]): Clients;
  /** Gives a principal a role without asking anybody. Returns the assignment's name. */
  assignRole(principalId: string, role: string, scope: string, condition?: string): string;
}

function clientsOf(emulator: Emulator, app: { objectId: string; clientId: string; secret: string }): Clients {
  const { tenantId, authority, resourceManager, subscriptions } = emulator.endpoints;
  const subscriptionId = required(subscriptions[0]);
  const credential = new ClientSecretCredential(tenantId, app.clientId, app.secret, {
    authorityHost: authority,
    disableInstanceDiscovery: true,
  });
  const scope = 'https://management.azure.com/.default';
  const options = {
    endpoint: resourceManager,
    credentials: { scopes: [scope] },
    credentialScopes: [scope],
    retryOptions: { maxRetries: 0 },
  };
  return {
    objectId: app.objectId,
    compute: new ComputeManagementClient(credential, subscriptionId, options),
    identities: new ManagedServiceIdentityClient(credential, subscriptionId, options),
    authorization: new AuthorizationManagementClient(credential, subscriptionId, options),
    resources: new ResourceManagementClient(credential, subscriptionId, options),
    subscriptions: new SubscriptionClient(credential, options),
    monitor: new MonitorClient(credential, subscriptionId, options),
    async send(method, path, body, headers = {}) {
      const { token } = await credential.getToken(scope);
      const url = new URL(path, resourceManager);
      if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', '2024-11-30');
      return fetch(url, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
  };
}

export async function startTenant(options: Omit<EmulatorOptions, 'scenario'> = {}): Promise<Tenant> {
  const emulator = await createEmulator({ ...options, scenario: 'empty' });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
  const { world } = emulator;
  const subscriptionId = required(emulator.endpoints.subscriptions[0]);
  const scope = `/subscriptions/${subscriptionId}`;
  world.resourceGroups.put({ subscriptionId, name: 'rg1', location: 'westeurope', tags: {} });
  const assignRole: Tenant['assignRole'] = (principalId, role, at, condition) => {
    const now = new Date(emulator.clock.now()).toISOString();
    return world.roleAssignments.put({
      name: randomUUID(),
      scope: at,
      roleName: required(world.roleDefinitions.find('roleName', role)[0]).name,
      principalId,
      principalType: 'ServicePrincipal',
      ...(condition ? { condition, conditionVersion: '2.0' } : {}),
      createdOn: now,
      updatedOn: now,
      createdBy: principalId,
      updatedBy: principalId,
    }).name;
  };
  return {
    emulator,
    subscriptionId,
    scope,
    group: `${scope}/resourceGroups/rg1`,
    owner: clientsOf(emulator, required(emulator.endpoints.servicePrincipals[0])),
    assignRole,
    withRoles(...assignments) {
      const app = { objectId: randomUUID(), clientId: randomUUID(), secret: randomUUID() };
      world.principals.put({
        kind: 'ServicePrincipal',
        objectId: app.objectId,
        appId: app.clientId,
        displayName: `app-${app.objectId.slice(0, 8)}`,
        servicePrincipalType: 'Application',
        alternativeNames: [],
        secrets: [app.secret],
        certificates: [],
        createdTime: emulator.clock.now(),
      });
      for (const { role, scope: at, condition } of assignments) assignRole(app.objectId, role, at, condition);
      return clientsOf(emulator, app);
    },
  };
}

/** Every item of a paged list. */
export async function all<Row>(pages: AsyncIterable<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of pages) rows.push(row);
  return rows;
}

/** The error of a refused call as the SDK throws it. Fails when the call is not refused. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status?: number; code?: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status =
      'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return { status, code, message: error.message };
  }
  throw new Error('The call was expected to be refused.');
}
