import { ClientSecretCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from '../../core/test-support.ts';
import { all, type Clients, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;
let account: string;
let proxyOptions: { host: string; port: number };

beforeAll(async () => {
  tenant = await startTenant();
  const { emulator, group, subscriptionId } = tenant;
  const { hostname, port } = new URL(emulator.endpoints.proxy);
  proxyOptions = { host: `http://${hostname}`, port: Number(port) };
  account = `${group}/providers/Microsoft.Storage/storageAccounts/stshop`;
  emulator.world.resources.put({
    id: account,
    type: 'Microsoft.Storage/storageAccounts',
    name: 'stshop',
    subscriptionId,
    resourceGroup: 'rg1',
    location: 'westeurope',
    tags: {},
    properties: { allowSharedKeyAccess: false },
    etag: 1,
    createdTime: 0,
    changedTime: 0,
  });
});
afterAll(() => tenant.emulator.close());

function clientOf({ objectId }: Clients): BlobServiceClient {
  const app = tenant.emulator.world.principals.get(objectId);
  if (app?.kind !== 'ServicePrincipal') throw new Error('Only applications have secrets.');
  const { tenantId } = tenant.emulator.endpoints;
  const credential = new ClientSecretCredential(tenantId, app.appId, required(app.secrets[0]), {
    proxyOptions,
  });
  return new BlobServiceClient('https://stshop.blob.core.windows.net', credential, {
    proxyOptions,
    retryOptions: { maxTries: 1 },
  });
}

describe('blobs', () => {
  it('are kept in containers, byte by byte, listed, overwritten on condition and deleted', async () => {
    const owner = clientOf(tenant.withRoles({ role: 'Storage Blob Data Owner', scope: account }));
    const container = owner.getContainerClient('exports');
    await container.create();
    expect((await refusal(container.create())).code).toBe('ContainerAlreadyExists');
    const bytes = Buffer.from([0, 255, 10, 13, 200]);
    const blob = container.getBlockBlobClient('2026/März & co.bin');
    await blob.upload(bytes, bytes.length, {
      blobHTTPHeaders: { blobContentType: 'application/x-test' },
      metadata: { team: 'shop' },
    });
    expect(await blob.downloadToBuffer()).toEqual(bytes);
    expect((await blob.downloadToBuffer(1, 2)).toString('hex')).toBe('ff0a');
    expect(await blob.getProperties()).toMatchObject({
      contentType: 'application/x-test',
      contentLength: 5,
      metadata: { team: 'shop' },
    });
    expect((await refusal(blob.upload('x', 1, { conditions: { ifNoneMatch: '*' } }))).status).toBe(409);
    for (let index = 0; index < 12; index += 1)
      await container.getBlockBlobClient(`many/${index}`).upload('x', 1);
    const names: string[] = [];
    for await (const page of container.listBlobsFlat({ prefix: 'many/' }).byPage({ maxPageSize: 5 }))
      names.push(...page.segment.blobItems.map(({ name }) => name));
    expect(names).toHaveLength(12);
    expect((await all(owner.listContainers())).map(({ name }) => name)).toEqual(['exports']);
    await blob.delete();
    expect((await refusal(blob.download())).code).toBe('BlobNotFound');
  });

  it('are closed to the account’s owner, and open to a reader as far as a condition lets them be', async () => {
    const owner = clientOf(tenant.withRoles({ role: 'Storage Blob Data Owner', scope: account }));
    for (const name of ['open', 'shut']) {
      const container = owner.getContainerClient(name);
      await container.create();
      await container.getBlockBlobClient('a.txt').upload('hello', 5);
    }
    const condition = `@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'open'`;
    const reader = clientOf(
      tenant.withRoles({ role: 'Storage Blob Data Reader', scope: account, condition }),
    );
    const read = (client: BlobServiceClient, container: string) =>
      client.getContainerClient(container).getBlockBlobClient('a.txt').download();
    expect((await read(reader, 'open')).contentLength).toBe(5);
    const refused = { status: 403, code: 'AuthorizationPermissionMismatch' };
    expect(await refusal(read(reader, 'shut'))).toMatchObject(refused);
    expect(await refusal(read(clientOf(tenant.owner), 'open'))).toMatchObject(refused);
    expect(
      await refusal(reader.getContainerClient('open').getBlockBlobClient('b').upload('x', 1)),
    ).toMatchObject(refused);
  });
});
