import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askFrom, lastingToken, type Machine, machineIn, runOn } from '../machine-test-support.ts';
import { all, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';
import { blobContainers } from './tables.ts';

const audience = 'https://storage.azure.com/';
const role = 'Storage Blob Data Reader';
const blobRead = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
const mismatch = 'This request is not authorized to perform this operation using this permission.';
const failure = 'This request is not authorized to perform this operation.';

let tenant: Tenant;
let machine: Machine;
let count = 0;

beforeAll(async () => {
  tenant = await startTenant();
  machine = await machineIn(tenant, 'vm-reader');
});
afterAll(() => tenant.emulator.close());
afterEach(() => {
  tenant.emulator.faults.clear();
  for (const deny of [...tenant.emulator.world.denyAssignments.values()])
    tenant.emulator.world.denyAssignments.delete(deny.name);
});

const send = (method: string, id: string, body?: unknown) =>
  tenant.owner.send(method, `${id}?api-version=2023-05-01`, body);

/** An account of its own with the container `open`, made through Azure Resource Manager. */
async function account(properties: Readonly<Record<string, unknown>> = {}) {
  count += 1;
  const name = `strefuses${count}`;
  const id = `${tenant.group}/providers/Microsoft.Storage/storageAccounts/${name}`;
  const made = await send('PUT', id, { location: 'westeurope', sku: { name: 'Standard_LRS' }, properties });
  expect(made.status).toBe(200);
  const { world, clock } = tenant.emulator;
  world.table(blobContainers).put({ accountId: id, name: 'open', createdTime: clock.now(), etag: '"0x1"' });
  return { id, url: `https://${name}.blob.core.windows.net/open?restype=container&comp=list` };
}

async function ask(url: string) {
  const { status, body } = await askFrom(tenant, machine, audience, url);
  const [, code] = /<Code>(.*?)<\/Code>/.exec(body) ?? [];
  const [, message] = /<Message>([\s\S]*?)<\/Message>/.exec(body) ?? [];
  return status === 200 ? { status } : { status, code, message };
}

describe('without a token that counts', () => {
  it.each([
    ['', 'NoAuthenticationInformation', ''],
    ['-H "Authorization: Bearer x.y.z"', 'InvalidAuthenticationInfo', 'Signature validation failed.'],
  ])('answers 401 with a challenge: %s', async (header, code, detail) => {
    const { url } = await account();
    const output = await runOn(tenant, machine, `curl -s -i ${header} "${url}"`);
    expect(output).toMatch(/^HTTP\/1\.1 401/);
    expect(output).toContain(
      `www-authenticate: Bearer authorization_uri=https://login.microsoftonline.com/${tenant.emulator.endpoints.tenantId}/oauth2/authorize resource_id=https://storage.azure.com`,
    );
    expect(output).toContain(`<Code>${code}</Code>`);
    expect(output).toContain(detail);
  });

  it('answers 401 to a token for another service', async () => {
    const { url } = await account();
    const { status, body } = await askFrom(tenant, machine, 'https://vault.azure.net', url);
    expect(status).toBe(401);
    expect(body).toContain(
      '<AuthenticationErrorDetail>Audience validation failed. Audience did not match.</AuthenticationErrorDetail>',
    );
  });
});

describe('for want of a right', () => {
  const refused = { status: 403, code: 'AuthorizationPermissionMismatch', message: mismatch };

  it('answers AuthorizationPermissionMismatch without a role, for a condition, and for a deny assignment', async () => {
    const { id, url } = await account();
    expect(await ask(url)).toEqual(refused);
    const condition = `@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'shut'`;
    tenant.assignRole(machine.principalId, role, id, condition);
    expect(await ask(url)).toEqual(refused);
    tenant.assignRole(machine.principalId, role, id);
    expect(await ask(url)).toEqual({ status: 200 });
    tenant.emulator.world.denyAssignments.put({
      name: '5f1c3d0e-0000-4000-8000-000000000001',
      displayName: 'Nobody reads',
      description: '',
      scope: id,
      permissions: [{ actions: [], notActions: [], dataActions: [blobRead], notDataActions: [] }],
      principals: [{ id: machine.principalId, type: 'ServicePrincipal' }],
      excludePrincipals: [],
      doNotApplyToChildScopes: false,
      isSystemProtected: true,
    });
    expect(await ask(url)).toEqual(refused);
  });
});

describe('for where the request comes from', () => {
  it('answers AuthorizationFailure until the subnet is let in, and without public network access', async () => {
    const { id, url } = await account();
    tenant.assignRole(machine.principalId, role, id);
    const patch = async (properties: Readonly<Record<string, unknown>>) =>
      expect((await send('PATCH', id, { properties })).status).toBe(200);
    const refused = { status: 403, code: 'AuthorizationFailure', message: failure };
    await patch({ networkAcls: { defaultAction: 'Deny' } });
    expect(await (await send('GET', id)).json()).toMatchObject({
      properties: { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [] } },
    });
    expect(await ask(url)).toEqual(refused);
    const rule = { id: machine.subnetId, action: 'Allow', state: 'Succeeded' };
    await patch({ networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [rule] } });
    expect(await ask(url)).toEqual({ status: 200 });
    await patch({ publicNetworkAccess: 'Disabled' });
    expect(await ask(url)).toEqual(refused);
    expect((await send('DELETE', id)).status).toBe(200);
    expect((await send('DELETE', id)).status).toBe(204);
    const output = await runOn(tenant, machine, `curl -sS "${url}"`);
    expect(output).not.toContain('<Error>');
  });

  it('shows an account without rules as open, and takes no name that is no host name', async () => {
    const { id } = await account();
    expect(await (await send('GET', id)).json()).toMatchObject({
      sku: { name: 'Standard_LRS' },
      properties: { networkAcls: { defaultAction: 'Allow' }, publicNetworkAccess: 'Enabled' },
    });
    const bad = `${tenant.group}/providers/Microsoft.Storage/storageAccounts/No-Host`;
    expect((await send('PUT', bad, { location: 'westeurope' })).status).toBe(400);
  });
});

it('answers 404 for a container that is not there, and 503 ServerBusy in its own words', async () => {
  const { id, url } = await account();
  tenant.assignRole(machine.principalId, role, id);
  expect(await ask(url.replace('/open', '/none'))).toEqual({
    status: 404,
    code: 'ContainerNotFound',
    message: 'The specified container does not exist.',
  });
  tenant.emulator.faults.add({ kind: '503', machine: machine.id, match: '^/open' });
  expect(await ask(url)).toEqual({ status: 503, code: 'ServerBusy', message: 'The server is busy.' });
});

// Last: the clock goes on, and the tokens of all clients end.
it('answers 401 to an expired token', async () => {
  const { id, url } = await account();
  tenant.assignRole(machine.principalId, role, id);
  const { credential, proxyOptions } = await lastingToken(tenant, machine, audience);
  const client = new BlobServiceClient(new URL(url).origin, credential, {
    proxyOptions,
    retryOptions: { maxTries: 1 },
  }).getContainerClient('open');
  expect(await all(client.listBlobsFlat())).toEqual([]);
  tenant.emulator.clock.advance(25 * 3600_000);
  const refused = await refusal(all(client.listBlobsFlat()));
  expect(refused).toMatchObject({ status: 401, code: 'InvalidAuthenticationInfo' });
  expect(refused.message).toContain('Please refer to the information in the www-authenticate header.');
});
