import { randomBytes } from 'node:crypto';
import { ClientSecretCredential } from '@azure/identity';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from '../../core/test-support.ts';
import { all, type Clients, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;
let proxyOptions: { host: string; port: number };

beforeAll(async () => {
  tenant = await startTenant();
  const { hostname, port } = new URL(tenant.emulator.endpoints.proxy);
  proxyOptions = { host: `http://${hostname}`, port: Number(port) };
});
afterAll(() => tenant.emulator.close());

async function vault(name: string, properties: Record<string, unknown>): Promise<string> {
  const id = `${tenant.group}/providers/Microsoft.KeyVault/vaults/${name}`;
  const body = { location: 'westeurope', properties };
  expect((await tenant.owner.send('PUT', `${id}?api-version=2023-07-01`, body)).status).toBe(201);
  return id;
}

/** A client's credential at the public authority, which the proxy leads to the emulator. */
function credentialOf({ objectId }: Clients): ClientSecretCredential {
  const app = tenant.emulator.world.principals.get(objectId);
  if (app?.kind !== 'ServicePrincipal') throw new Error('Only applications have secrets.');
  return new ClientSecretCredential(tenant.emulator.endpoints.tenantId, app.appId, required(app.secrets[0]), {
    proxyOptions,
  });
}

const options = () => ({ proxyOptions, retryOptions: { maxRetries: 0 } });
const secretsOf = (who: Clients, name: string) =>
  new SecretClient(`https://${name}.vault.azure.net`, credentialOf(who), options());
const keysOf = (who: Clients, name: string) =>
  new KeyClient(`https://${name}.vault.azure.net`, credentialOf(who), options());

describe('secrets of a vault under Azure RBAC', () => {
  it('are set, versioned, read, listed, disabled, deleted, recovered and purged', async () => {
    const scope = await vault('kv-rbac', { enableRbacAuthorization: true });
    const client = secretsOf(
      tenant.withRoles(
        { role: 'Key Vault Secrets Officer', scope },
        { role: 'Key Vault Administrator', scope },
      ),
      'kv-rbac',
    );
    const first = await client.setSecret('password', 'one', { contentType: 'text/plain', tags: { a: 'b' } });
    await client.setSecret('password', 'two');
    expect((await client.getSecret('password')).value).toBe('two');
    expect((await client.getSecret('password', { version: required(first.properties.version) })).value).toBe(
      'one',
    );
    expect(await all(client.listPropertiesOfSecretVersions('password'))).toHaveLength(2);
    for (let index = 0; index < 60; index += 1) await client.setSecret(`s-${index}`, String(index));
    expect(await all(client.listPropertiesOfSecrets())).toHaveLength(61);
    const latest = required((await client.getSecret('password')).properties.version);
    await client.updateSecretProperties('password', latest, { enabled: false });
    expect(await refusal(client.getSecret('password'))).toMatchObject({ status: 403 });
    const deletion = await client.beginDeleteSecret('password', { intervalInMs: 1 });
    await deletion.pollUntilDone();
    expect(await refusal(client.getSecret('password'))).toMatchObject({
      status: 404,
      code: 'SecretNotFound',
    });
    expect(await refusal(client.setSecret('password', 'three'))).toMatchObject({ status: 409 });
    const recovery = await client.beginRecoverDeletedSecret('password', { intervalInMs: 1 });
    await recovery.pollUntilDone();
    expect((await client.getSecret('password', { version: required(first.properties.version) })).value).toBe(
      'one',
    );
    await (await client.beginDeleteSecret('password', { intervalInMs: 1 })).pollUntilDone();
    await client.purgeDeletedSecret('password');
    await client.setSecret('password', 'four');
    expect((await client.getSecret('password')).value).toBe('four');
  });

  it('are granted one by one, and to their owner not at all', async () => {
    const scope = await vault('kv-one', { enableRbacAuthorization: true });
    const officer = secretsOf(tenant.withRoles({ role: 'Key Vault Secrets Officer', scope }), 'kv-one');
    await officer.setSecret('mine', 'yes');
    await officer.setSecret('other', 'no');
    const role = 'Key Vault Secrets User';
    const client = secretsOf(tenant.withRoles({ role, scope: `${scope}/secrets/mine` }), 'kv-one');
    expect((await client.getSecret('mine')).value).toBe('yes');
    expect(await refusal(client.getSecret('other'))).toMatchObject({
      status: 403,
      code: 'Forbidden',
      message: expect.stringContaining("Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'"),
    });
    expect(await refusal(secretsOf(tenant.owner, 'kv-one').getSecret('mine'))).toMatchObject({ status: 403 });
  });
});

describe('secrets of a vault with access policies', () => {
  it('are given by policy only', async () => {
    const reader = tenant.withRoles();
    await vault('kv-policies', {
      accessPolicies: [
        {
          tenantId: tenant.emulator.endpoints.tenantId,
          objectId: reader.objectId,
          permissions: { secrets: ['get', 'set'] },
        },
      ],
    });
    const client = secretsOf(reader, 'kv-policies');
    await client.setSecret('a', '1');
    expect((await client.getSecret('a')).value).toBe('1');
    expect(await refusal(all(client.listPropertiesOfSecrets()))).toMatchObject({ status: 403 });
    expect(await refusal(client.beginDeleteSecret('a'))).toMatchObject({
      status: 403,
      message: expect.stringContaining('does not have secrets delete permission on key vault'),
    });
    const role = 'Key Vault Administrator';
    const admin = secretsOf(tenant.withRoles({ role, scope: tenant.scope }), 'kv-policies');
    expect(await refusal(admin.getSecret('a'))).toMatchObject({ status: 403 });
  });
});

describe('keys', () => {
  it('are made, listed, and sign, verify, encrypt and decrypt', async () => {
    const scope = await vault('kv-keys', { enableRbacAuthorization: true });
    const officer = tenant.withRoles({ role: 'Key Vault Administrator', scope });
    const client = keysOf(officer, 'kv-keys');
    const key = await client.createRsaKey('rsa', { keySize: 2048 });
    await client.createEcKey('ec', { curve: 'P-256' });
    expect((await all(client.listPropertiesOfKeys())).map(({ name }) => name)).toEqual(['rsa', 'ec']);
    const cryptography = new CryptographyClient(required(key.id), credentialOf(officer), options());
    const digest = randomBytes(32);
    const { result } = await cryptography.sign('RS256', digest);
    expect((await cryptography.verify('RS256', digest, result)).result).toBe(true);
    expect((await cryptography.verify('RS256', randomBytes(32), result)).result).toBe(false);
    const sealed = await cryptography.encrypt({
      algorithm: 'RSA-OAEP-256',
      plaintext: Buffer.from('hello'),
    });
    const opened = await cryptography.decrypt({ algorithm: 'RSA-OAEP-256', ciphertext: sealed.result });
    expect(Buffer.from(opened.result).toString()).toBe('hello');
  });

  it('are not shown to someone who may only read secrets', async () => {
    const scope = await vault('kv-secrets', { enableRbacAuthorization: true });
    const role = 'Key Vault Secrets User';
    const client = keysOf(tenant.withRoles({ role, scope }), 'kv-secrets');
    expect(await refusal(client.getKey('rsa'))).toMatchObject({ status: 403 });
  });
});

it('never records a secret that is written through Azure Resource Manager', async () => {
  const id = await vault('kv-arm', { enableRbacAuthorization: true });
  const path = `${id}/secrets/from-arm?api-version=2023-07-01`;
  expect((await tenant.owner.send('PUT', path, { properties: { value: 'made-up-secret' } })).status).toBe(
    201,
  );
  const shown = await (await tenant.owner.send('GET', path)).text();
  expect(shown).toContain('secretUriWithVersion');
  expect(shown).not.toContain('made-up-secret');
});
