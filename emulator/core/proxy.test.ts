import { once } from 'node:events';
import http from 'node:http';
import { ComputeManagementClient } from '@azure/arm-compute';
import { ClientSecretCredential, UsernamePasswordCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providers } from '../providers/registry.ts';
import { all, startTenant, type Tenant } from '../providers/sdk-test-support.ts';
import { isAzureHost, proxiedHosts } from './proxy.ts';
import { required } from './test-support.ts';

const hosts = proxiedHosts(providers.flatMap(({ dataPlanes = [] }) => dataPlanes));
let tenant: Tenant;
let proxy: { host: string; port: number };

beforeAll(async () => {
  tenant = await startTenant();
  const { hostname, port } = new URL(tenant.emulator.endpoints.proxy);
  proxy = { host: `http://${hostname}`, port: Number(port) };
});
afterAll(() => tenant.emulator.close());

/** A client of the public cloud that knows nothing of the emulator but its proxy. */
function publicClient(): ComputeManagementClient {
  const { tenantId, servicePrincipals } = tenant.emulator.endpoints;
  const { clientId, secret } = required(servicePrincipals[0]);
  const credential = new ClientSecretCredential(tenantId, clientId, secret, { proxyOptions: proxy });
  return new ComputeManagementClient(credential, tenant.subscriptionId, { proxyOptions: proxy });
}

/** The status a CONNECT to the authority is answered with. */
async function connectStatus(authority: string): Promise<number | undefined> {
  const request = http.request({ host: '127.0.0.1', port: proxy.port, method: 'CONNECT', path: authority });
  const answered = Promise.race([once(request, 'connect'), once(request, 'response')]);
  request.end();
  const [response] = await answered;
  if (!(response instanceof http.IncomingMessage)) throw new Error('CONNECT was not answered.');
  response.socket.destroy();
  return response.statusCode;
}

describe("Microsoft's clients of the public cloud through the proxy", () => {
  it('sign in, list and follow a long-running operation at the public host names', async () => {
    const client = publicClient();
    const body = {
      location: 'westeurope',
      properties: { hardwareProfile: { vmSize: 'Standard_B1s' }, networkProfile: {} },
    };
    const path = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/vm1`;
    expect((await tenant.owner.send('PUT', path, body)).status).toBe(201);
    tenant.emulator.clock.advance(10_000);
    expect((await all(client.virtualMachines.listAll())).map((vm) => vm.name)).toEqual(['vm1']);
    const seen: string[] = [];
    client.pipeline.addPolicy({
      name: 'seen',
      async sendRequest(request, next) {
        const response = await next(request);
        const urls = [request.url, ...(response.headers.get('azure-asyncoperation')?.split(' ') ?? [])];
        seen.push(...urls.map((url) => new URL(url).host));
        tenant.emulator.clock.advance(10_000);
        return response;
      },
    });
    await client.virtualMachines.deallocate('rg1', 'vm1', { updateIntervalInMs: 1 });
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen)).toEqual(new Set(['management.azure.com']));
  });

  it('sign a person in with name and password', async () => {
    const { tenantId } = tenant.emulator.endpoints;
    tenant.emulator.world.principals.put({
      kind: 'User',
      objectId: '6e0ea2a4-6f6d-4d6b-8b9f-0d4b0f6f0c11',
      displayName: 'Ada',
      userPrincipalName: 'ada@contoso.example',
      password: 'made-up-1',
      createdTime: 0,
    });
    const azCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
    const credential = new UsernamePasswordCredential(tenantId, azCli, 'ada@contoso.example', 'made-up-1', {
      proxyOptions: proxy,
    });
    expect((await credential.getToken('https://management.azure.com/.default')).token).not.toBe('');
  });
});

describe('the proxy', () => {
  it('leads to the hosts of the emulated Azure only', async () => {
    expect(await connectStatus('management.azure.com:443')).toBe(200);
    expect(await connectStatus('kv-one.vault.azure.net:443')).toBe(200);
    for (const authority of [
      'example.com:443',
      'management.azure.com:80',
      'management.azure.com.example.com:443',
      'a.b.vault.azure.net:443',
      '127.0.0.1:443',
      'nonsense',
    ]) {
      expect(await connectStatus(authority), authority).toBe(403);
    }
  });

  it('forwards no plain HTTP either', async () => {
    const request = http.get({
      host: '127.0.0.1',
      port: proxy.port,
      path: 'http://example.com/metadata/instance',
      headers: { host: 'example.com' },
    });
    const [response] = await once(request, 'response');
    if (!(response instanceof http.IncomingMessage)) throw new Error('There is no response.');
    response.resume();
    expect(response.statusCode).toBe(403);
  });

  it('knows whole labels', () => {
    expect(isAzureHost('KV.vault.azure.net', hosts)).toBe(true);
    expect(isAzureHost('.vault.azure.net', hosts)).toBe(false);
    expect(isAzureHost('xvault.azure.net', hosts)).toBe(false);
  });
});
