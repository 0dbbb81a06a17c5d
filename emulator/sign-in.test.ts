import tls from 'node:tls';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import type { TokenCredential } from '@azure/core-auth';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  EnvironmentCredential,
  UsernamePasswordCredential,
} from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createUserAssigned } from './core/rules/lifecycle.ts';
import { required } from './core/test-support.ts';
import { createEmulator, type Emulator } from './create-emulator.ts';
import { signingKey } from './providers/entra/signing-key.ts';
import { Tokens } from './providers/entra/tokens.ts';
import { federatedCredentials } from './providers/managed-identity/tables.ts';

/** az's own client id, which every tenant knows. */
const publicClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const scope = 'https://management.azure.com/.default';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await createEmulator({ scenario: 'empty' });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
});
afterAll(() => emulator.close());

function options(): { authorityHost: string; disableInstanceDiscovery: true } {
  return { authorityHost: emulator.endpoints.authority, disableInstanceDiscovery: true };
}

async function subscriptionNames(credential: TokenCredential): Promise<(string | undefined)[]> {
  const client = new SubscriptionClient(credential, {
    endpoint: emulator.endpoints.resourceManager,
    credentials: { scopes: [scope] },
  });
  const names: (string | undefined)[] = [];
  for await (const subscription of client.subscriptions.list()) names.push(subscription.displayName);
  return names;
}

describe('signing in with the Azure SDK and reading subscriptions', () => {
  it('works with a client secret', async () => {
    const { tenantId, servicePrincipals } = emulator.endpoints;
    const { clientId, secret } = required(servicePrincipals[0]);
    const credential = new ClientSecretCredential(tenantId, clientId, secret, options());
    expect(await subscriptionNames(credential)).toEqual(['Subscription 1']);
  });

  it('works with a certificate', async () => {
    const { tenantId, servicePrincipals } = emulator.endpoints;
    const { clientId, certificateFile } = required(servicePrincipals[0]);
    const credential = new ClientCertificateCredential(tenantId, clientId, certificateFile, options());
    expect(await subscriptionNames(credential)).toEqual(['Subscription 1']);
  });

  it('works with a person’s name and password', async () => {
    const { tenantId, people } = emulator.endpoints;
    const { upn, password } = required(people[0]);
    const credential = new UsernamePasswordCredential(tenantId, publicClientId, upn, password, options());
    expect(await subscriptionNames(credential)).toEqual(['Subscription 1']);
  });

  it('works with the environment’s credential for a person', async () => {
    const { tenantId, people } = emulator.endpoints;
    const { upn, password } = required(people[0]);
    vi.stubEnv('AZURE_TENANT_ID', tenantId);
    vi.stubEnv('AZURE_CLIENT_ID', publicClientId);
    vi.stubEnv('AZURE_USERNAME', upn);
    vi.stubEnv('AZURE_PASSWORD', password);
    const credential = new EnvironmentCredential(options());
    vi.unstubAllEnvs();
    expect(await subscriptionNames(credential)).toEqual(['Subscription 1']);
  });

  it('lets a federated token stand in for a managed identity, and only the one it trusts', async () => {
    const { world, clock, endpoints } = emulator;
    const tokens = new Tokens(world, clock, await signingKey());
    const identity = createUserAssigned(
      world,
      {
        subscriptionId: required(endpoints.subscriptions[0]),
        resourceGroup: 'rg',
        name: 'pipeline',
        location: 'westeurope',
      },
      clock.now(),
    );
    world.table(federatedCredentials).put({
      identityId: identity.id,
      name: 'trust',
      issuer: tokens.issuer,
      subject: 'workload-1',
      audiences: ['api://AzureADTokenExchange'],
    });
    const assertion = (subject: string) => () =>
      tokens.sign(
        { sub: subject },
        { issuer: tokens.issuer, audience: 'api://AzureADTokenExchange', expiresInSeconds: 600 },
      );
    const clientId = String(identity.properties.clientId);
    const trusted = new ClientAssertionCredential(
      endpoints.tenantId,
      clientId,
      assertion('workload-1'),
      options(),
    );
    await expect(trusted.getToken(scope)).resolves.toHaveProperty('token');
    const stranger = new ClientAssertionCredential(
      endpoints.tenantId,
      clientId,
      assertion('other'),
      options(),
    );
    await expect(stranger.getToken(scope)).rejects.toThrow('AADSTS700213');
  });

  it('gives az its tokens under the /adfs authority, with the double slash it sends', async () => {
    const { clientId, secret } = required(emulator.endpoints.servicePrincipals[0]);
    const response = await fetch(`${emulator.endpoints.adfsAuthority}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: secret,
        scope: 'https://management.core.windows.net//.default',
      }),
    });
    const { access_token } = await response.json();
    const list = await fetch(`${emulator.endpoints.resourceManager}/subscriptions?api-version=2019-11-01`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(list.status).toBe(200);
  });
});

describe('signing in is refused', () => {
  it.each([
    ['a wrong secret', 'AADSTS7000215', { secret: 'wrong' }],
    ['an unknown application', 'AADSTS700016', { clientId: '11111111-2222-3333-4444-555555555555' }],
  ])('for %s with %s', async (_, code, change) => {
    const { tenantId, servicePrincipals } = emulator.endpoints;
    const { clientId, secret } = { ...required(servicePrincipals[0]), ...change };
    const credential = new ClientSecretCredential(tenantId, clientId, secret, options());
    await expect(credential.getToken(scope)).rejects.toThrow(code);
  });

  it('for a wrong password with AADSTS50126', async () => {
    const { tenantId, people } = emulator.endpoints;
    const { upn } = required(people[0]);
    const credential = new UsernamePasswordCredential(tenantId, publicClientId, upn, 'wrong', options());
    await expect(credential.getToken(scope)).rejects.toThrow('AADSTS50126');
  });

  it('for a tenant that is not this one with AADSTS90002', async () => {
    const { authority } = emulator.endpoints;
    const response = await fetch(`${authority}/${crypto.randomUUID()}/oauth2/v2.0/token`, { method: 'POST' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: 'invalid_request',
      error_codes: [90002],
      error_description: expect.stringContaining('AADSTS90002'),
      correlation_id: expect.any(String),
      trace_id: expect.any(String),
    });
  });
});

describe('a refresh token', () => {
  it('gives a token for another resource', async () => {
    const { authority, tenantId, people } = emulator.endpoints;
    const { upn, password } = required(people[0]);
    const ask = async (form: Record<string, string>): Promise<Record<string, string>> => {
      const response = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({ client_id: publicClientId, ...form }),
      });
      return response.json();
    };
    const first = await ask({
      grant_type: 'password',
      username: upn,
      password,
      scope: `${scope} offline_access openid`,
    });
    const second = await ask({
      grant_type: 'refresh_token',
      refresh_token: required(first.refresh_token),
      scope: 'https://graph.microsoft.com/.default',
    });
    const me = await fetch(`${emulator.endpoints.graph}/v1.0/me`, {
      headers: { authorization: `Bearer ${second.access_token}` },
    });
    expect(await me.json()).toMatchObject({ userPrincipalName: upn, '@odata.type': '#microsoft.graph.user' });
  });
});
