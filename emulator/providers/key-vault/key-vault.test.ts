import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;
const version = 'api-version=2023-07-01';

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

function send(method: string, path: string, body?: unknown): Promise<Response> {
  return tenant.owner.send(
    method,
    `${tenant.group}/providers/Microsoft.KeyVault/vaults${path}?${version}`,
    body,
  );
}

function policy(objectId: string, secrets: readonly string[]): unknown {
  const entry = { tenantId: tenant.emulator.world.tenantId, objectId, permissions: { secrets } };
  return { properties: { accessPolicies: [entry] } };
}

describe('key vaults', () => {
  it('are created, listed, switched to Azure RBAC and deleted', async () => {
    const made = await send('PUT', '/kv-shop', { location: 'westeurope', properties: {} });
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({
      properties: {
        vaultUri: 'https://kv-shop.vault.azure.net/',
        enableRbacAuthorization: false,
        accessPolicies: [],
      },
    });
    const switched = await send('PUT', '/kv-shop', {
      location: 'westeurope',
      properties: { enableRbacAuthorization: true },
    });
    expect(switched.status).toBe(200);
    expect((await (await send('GET', '')).json()).value).toMatchObject([
      { name: 'kv-shop', properties: { enableRbacAuthorization: true } },
    ]);
    expect((await send('DELETE', '/kv-shop')).status).toBe(200);
    expect((await send('GET', '/kv-shop')).status).toBe(404);
  });

  it('merge, set and take away the permissions of an access policy', async () => {
    await send('PUT', '/kv-policy', { location: 'westeurope', properties: {} });
    const change = async (kind: string, secrets: readonly string[]) => {
      const response = await send('PUT', `/kv-policy/accessPolicies/${kind}`, policy('someone', secrets));
      const { properties } = await response.json();
      return properties.accessPolicies.map(
        (entry: { permissions: { secrets: string[] } }) => entry.permissions.secrets,
      );
    };
    expect(await change('add', ['get'])).toEqual([['get']]);
    expect(await change('add', ['Get', 'list'])).toEqual([['get', 'list']]);
    expect(await change('replace', ['set', 'list'])).toEqual([['set', 'list']]);
    expect(await change('remove', ['set'])).toEqual([['list']]);
    expect(await change('remove', ['list'])).toEqual([]);
    expect((await send('PUT', '/kv-policy/accessPolicies/swap', policy('someone', []))).status).toBe(400);
  });

  it('refuse names that are no host names', async () => {
    expect((await send('PUT', '/1vault', { location: 'westeurope' })).status).toBe(400);
  });
});
