import http from 'node:http';
import { ComputeManagementClient } from '@azure/arm-compute';
import { ManagedIdentityCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { deleteResource } from '../../core/rules/lifecycle.ts';
import { all, startTenant, type Tenant } from '../sdk-test-support.ts';

const tokenSchema = z.object({
  access_token: z.string(),
  client_id: z.string(),
  expires_in: z.literal('86400'),
  expires_on: z.string().regex(/^\d+$/),
  resource: z.string(),
  token_type: z.literal('Bearer'),
});
const armResource = 'https://management.azure.com/';

let tenant: Tenant;
let count = 0;
let vmId: string;
let identities: { id: string; principalId: string; clientId: string }[];

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());
afterEach(() => {
  vi.unstubAllEnvs();
  tenant.emulator.clock.thaw();
});

beforeEach(async () => {
  count += 1;
  vmId = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/vm${count}`;
  identities = await Promise.all(
    ['a', 'b'].map(async (letter) => {
      const identity = await tenant.owner.identities.userAssignedIdentities.createOrUpdate(
        'rg1',
        `id${count}-${letter}`,
        {
          location: 'westeurope',
        },
      );
      const { id = '', principalId = '', clientId = '' } = identity;
      return { id, principalId, clientId };
    }),
  );
});

/** A machine with these of the two identities. Returns its own principal id, empty for none. */
async function machine(system: boolean, ...attached: number[]): Promise<string> {
  const user = Object.fromEntries(attached.map((index) => [identities[index]?.id ?? '', {}]));
  const type = [...(system ? ['SystemAssigned'] : []), ...(attached.length > 0 ? ['UserAssigned'] : [])].join(
    ', ',
  );
  const response = await tenant.owner.send('PUT', vmId, {
    location: 'westeurope',
    tags: { owner: 'shop' },
    properties: { hardwareProfile: { vmSize: 'Standard_D2s_v5' }, networkProfile: {} },
    identity: { type: type || 'None', ...(attached.length > 0 ? { userAssignedIdentities: user } : {}) },
  });
  expect(response.status).toBe(201);
  tenant.emulator.clock.advance(10_000);
  const vm = await tenant.owner.compute.virtualMachines.get('rg1', `vm${count}`);
  return vm.identity?.principalId ?? '';
}

function ask(query: Record<string, string> = {}, headers: Record<string, string> = { metadata: 'true' }) {
  const parameters = new URLSearchParams({ 'api-version': '2018-02-01', resource: armResource, ...query });
  return fetch(`${tenant.emulator.endpoints.imds}${vmId}/metadata/identity/oauth2/token?${parameters}`, {
    headers,
  });
}

async function principalOf(response: Response): Promise<unknown> {
  expect(response.status).toBe(200);
  return decodeJwt(tokenSchema.parse(await response.json()).access_token).oid;
}

async function refused(response: Response): Promise<{ status: number; error: string; text: string }> {
  const { error, error_description } = z
    .object({ error: z.string(), error_description: z.string() })
    .parse(await response.json());
  return { status: response.status, error, text: error_description };
}

describe('the identity a token is for', () => {
  it('is the system-assigned one when it is enabled, whatever else is attached', async () => {
    const principalId = await machine(true, 0, 1);
    expect(await principalOf(await ask())).toBe(principalId);
  });

  it('is the only user-assigned one without a system-assigned one', async () => {
    await machine(false, 1);
    expect(await principalOf(await ask())).toBe(identities[1]?.principalId);
  });

  it('cannot be chosen between several user-assigned ones', async () => {
    await machine(false, 0, 1);
    expect(await refused(await ask())).toEqual({
      status: 400,
      error: 'invalid_request',
      text: 'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request',
    });
  });

  it('is nobody on a machine without any, and with one that is not attached', async () => {
    await machine(false);
    expect(await refused(await ask())).toMatchObject({ status: 400, text: 'Identity not found' });
    expect(await refused(await ask({ client_id: identities[0]?.clientId ?? '' }))).toMatchObject({
      status: 400,
    });
  });

  it('is nobody once the attached identity is deleted', async () => {
    await machine(false, 0);
    deleteResource(tenant.emulator.world, identities[0]?.id ?? '', tenant.emulator.clock.now());
    expect(await refused(await ask())).toMatchObject({ status: 400, text: 'Identity not found' });
  });

  it('can be named by client id, object id or resource id in any casing, and by one of them only', async () => {
    await machine(true, 0, 1);
    const { id = '', principalId = '', clientId = '' } = identities[1] ?? {};
    expect(await principalOf(await ask({ client_id: clientId }))).toBe(principalId);
    expect(await principalOf(await ask({ object_id: principalId }))).toBe(principalId);
    expect(await principalOf(await ask({ msi_res_id: id.toUpperCase() }))).toBe(principalId);
    expect(await refused(await ask({ client_id: clientId, msi_res_id: id }))).toMatchObject({ status: 400 });
  });
});

describe('a token', () => {
  it('lives a day and says which identity of which resource it is', async () => {
    const principalId = await machine(true);
    const answer = tokenSchema.parse(await (await ask()).json());
    const claims = decodeJwt(answer.access_token);
    expect(claims).toMatchObject({
      oid: principalId,
      appid: answer.client_id,
      tid: tenant.emulator.endpoints.tenantId,
      idtyp: 'app',
      xms_mirid: vmId,
      aud: armResource,
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(86_400);
  });

  it('is refused without the header, with a forwarding one, without a resource and for an unknown one', async () => {
    await machine(true);
    expect(await refused(await ask({}, {}))).toEqual({
      status: 400,
      error: 'invalid_request',
      text: 'Required metadata header not specified',
    });
    expect((await ask({}, { metadata: 'true', 'x-forwarded-for': '10.0.0.1' })).status).toBe(400);
    expect((await ask({ resource: '' })).status).toBe(400);
    expect(await refused(await ask({ resource: 'https://nowhere.example' }))).toMatchObject({
      status: 400,
      error: 'invalid_resource',
    });
  });

  it('is answered 410 while the machine is being changed', async () => {
    await machine(true);
    tenant.emulator.clock.freeze();
    await tenant.owner.send('PATCH', vmId, { identity: { type: 'SystemAssigned' } });
    expect((await ask()).status).toBe(410);
    tenant.emulator.clock.advance(10_000);
    await tenant.owner.compute.virtualMachines.get('rg1', `vm${count}`);
    expect((await ask()).status).toBe(200);
  });

  it('is answered 429 above 20 a second', async () => {
    await machine(true);
    tenant.emulator.clock.freeze();
    const statuses: number[] = [];
    for (let asked = 0; asked < 22; asked += 1) statuses.push((await ask()).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.slice(20)).toEqual([429, 429]);
    tenant.emulator.clock.advance(1000);
    expect((await ask()).status).toBe(200);
  });

  it('is not answered on a machine that does not run', async () => {
    await machine(true);
    await tenant.owner.send('POST', `${vmId}/deallocate`);
    tenant.emulator.clock.advance(10_000);
    await tenant.owner.compute.virtualMachines.get('rg1', `vm${count}`);
    await expect(ask()).rejects.toThrow();
  });
});

describe('other ways to reach it', () => {
  it('is az, by MSI_ENDPOINT', async () => {
    await machine(true, 0);
    const response = await fetch(`${tenant.emulator.endpoints.imds}${vmId}/MSI/token`, {
      method: 'POST',
      headers: { metadata: 'true' },
      body: new URLSearchParams({ resource: armResource, client_id: identities[0]?.clientId ?? '' }),
    });
    expect(await principalOf(response)).toBe(identities[0]?.principalId);
  });

  it('is any client that uses it as HTTP proxy for 169.254.169.254, with the machine as user', async () => {
    const principalId = await machine(true);
    const { hostname, port } = new URL(tenant.emulator.endpoints.imds);
    const user = `${encodeURIComponent(vmId)}:`;
    const text = await new Promise<string>((resolve, reject) => {
      const path = `http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${armResource}`;
      const headers = {
        metadata: 'true',
        'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}`,
      };
      http
        .get({ host: hostname, port, path, headers }, (answer) => {
          let body = '';
          answer.on('data', (part: Buffer) => {
            body += part.toString();
          });
          answer.on('end', () => resolve(body));
        })
        .once('error', reject);
    });
    expect(decodeJwt(tokenSchema.parse(JSON.parse(text)).access_token).oid).toBe(principalId);
  });

  it('tells the machine about itself, and nothing of a machine that is not there', async () => {
    await machine(true);
    const about = async (id: string) =>
      fetch(`${tenant.emulator.endpoints.imds}${id}/metadata/instance?api-version=2021-02-01`, {
        headers: { metadata: 'true' },
      });
    expect(await (await about(vmId)).json()).toMatchObject({
      compute: { resourceId: vmId, vmSize: 'Standard_D2s_v5', tags: 'owner:shop', location: 'westeurope' },
    });
    expect((await about(`${vmId}-other`)).status).toBe(404);
  });
});

describe("Microsoft's ManagedIdentityCredential on the machine", () => {
  async function machines(credential: ManagedIdentityCredential): Promise<string[]> {
    const compute = new ComputeManagementClient(credential, tenant.subscriptionId, {
      endpoint: tenant.emulator.endpoints.resourceManager,
      credentials: { scopes: ['https://management.azure.com/.default'] },
    });
    return (await all(compute.virtualMachines.listAll())).map((vm) => vm.name ?? '');
  }

  // One machine for all: the SDK keeps the first endpoint it found as long as the process lives.
  it('lists machines as its system-assigned identity and as one named by client id, resource id or object id', async () => {
    const own = await machine(true, 0, 1);
    const { id = '', principalId = '', clientId = '' } = identities[1] ?? {};
    vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', `${tenant.emulator.endpoints.imds}${vmId}`);
    const credentials = [
      [own, new ManagedIdentityCredential()],
      [principalId, new ManagedIdentityCredential({ clientId })],
      [principalId, new ManagedIdentityCredential({ resourceId: id })],
      [principalId, new ManagedIdentityCredential({ objectId: principalId })],
    ] as const;
    for (const [principal, credential] of credentials) {
      const { token } = await credential.getToken('https://management.azure.com/.default');
      expect(decodeJwt(token).oid).toBe(principal);
      const name = tenant.assignRole(principal, 'Reader', tenant.scope);
      expect(await machines(credential)).toContain(`vm${count}`);
      tenant.emulator.world.roleAssignments.delete(name);
      await expect(machines(credential)).rejects.toMatchObject({ statusCode: 403 });
    }
  });
});
