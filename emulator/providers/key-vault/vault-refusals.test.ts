import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askFrom, lastingToken, type Machine, machineIn, runOn } from '../machine-test-support.ts';
import { refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    innererror: z.object({ code: z.string() }).optional(),
  }),
});
const audience = 'https://vault.azure.net';
const role = 'Key Vault Secrets User';
const getSecret = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';

let tenant: Tenant;
let machine: Machine;
let vaultId: string;
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

/** A vault of its own with the secret `s`; made through Azure Resource Manager, which no network rule stops. */
async function vault(properties: Readonly<Record<string, unknown>>, readable = true): Promise<string> {
  count += 1;
  const name = `kv-refuses-${count}`;
  vaultId = `${tenant.group}/providers/Microsoft.KeyVault/vaults/${name}`;
  const put = (path: string, body: unknown) =>
    tenant.owner.send('PUT', `${path}?api-version=2023-07-01`, body);
  const made = await put(vaultId, {
    location: 'westeurope',
    properties: { enableRbacAuthorization: true, ...properties },
  });
  expect(made.status).toBe(201);
  expect((await put(`${vaultId}/secrets/s`, { properties: { value: 'made-up' } })).status).toBe(201);
  if (readable) tenant.assignRole(machine.principalId, role, vaultId);
  return name;
}

const urlOf = (name: string, secret = 's') =>
  `https://${name}.vault.azure.net/secrets/${secret}?api-version=7.4`;

async function ask(name: string, secret = 's') {
  const { status, body } = await askFrom(tenant, machine, audience, urlOf(name, secret));
  if (status === 200) return { status };
  const { code, message, innererror } = errorSchema.parse(JSON.parse(body)).error;
  return { status, code, inner: innererror?.code, lines: message.split('\r\n') };
}

async function patch(properties: Readonly<Record<string, unknown>>): Promise<void> {
  const path = `${vaultId}?api-version=2023-07-01`;
  expect((await tenant.owner.send('PATCH', path, { properties })).status).toBe(200);
}

function callerLine(): string {
  const { tenantId } = tenant.emulator.endpoints;
  return `Caller: appid=${machine.clientId};oid=${machine.principalId};iss=https://sts.windows.net/${tenantId}/`;
}

describe('without a token that counts', () => {
  const authenticate = () =>
    `Bearer authorization="https://login.microsoftonline.com/${tenant.emulator.endpoints.tenantId}", resource="https://vault.azure.net"`;

  it.each([
    ['', 'AKV10000: Request is missing a Bearer or PoP token.'],
    ['-H "Authorization: Bearer x.y.z"', 'Error validating token: IDX10501'],
  ])('answers 401 with a challenge: %s', async (header, message) => {
    const name = await vault({});
    const output = await runOn(tenant, machine, `curl -s -i ${header} "${urlOf(name)}"`);
    expect(output).toMatch(/^HTTP\/1\.1 401/);
    expect(output).toContain(`www-authenticate: ${authenticate()}`);
    expect(output).toContain(JSON.stringify({ error: { code: 'Unauthorized', message } }));
  });

  it('answers 401 to a token for another service', async () => {
    const name = await vault({});
    const { status, body } = await askFrom(tenant, machine, 'https://storage.azure.com/', urlOf(name));
    expect(status).toBe(401);
    expect(errorSchema.parse(JSON.parse(body)).error.message).toContain('AKV10022: Invalid audience.');
  });
});

describe('for want of a right', () => {
  it('answers ForbiddenByRbac without a role assignment', async () => {
    const name = await vault({}, false);
    expect(await ask(name)).toEqual({
      status: 403,
      code: 'Forbidden',
      inner: 'ForbiddenByRbac',
      lines: [
        'Caller is not authorized to perform action on resource.',
        'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
        callerLine(),
        `Action: '${getSecret}'`,
        `Resource: '${vaultId.toLowerCase()}/secrets/s'`,
        'Assignment: (not found)',
        'DenyAssignmentId: null',
        "DecisionReason: 'DeniedWithNoValidRBAC' ",
        `Vault: ${name};location=westeurope`,
        '',
      ],
    });
  });

  it('names the deny assignment that takes the right away', async () => {
    const name = await vault({});
    expect(await ask(name)).toEqual({ status: 200 });
    const { endpoints, world } = tenant.emulator;
    const made = await fetch(`${endpoints.resourceManager}/_emulator/deny-assignments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-emulator-secret': endpoints.controlSecret },
      body: JSON.stringify({ displayName: 'Nobody', scope: tenant.group, dataActions: [getSecret] }),
    });
    expect(made.status).toBe(200);
    const [deny] = [...world.denyAssignments.values()];
    const { status, inner, lines } = await ask(name);
    expect({ status, inner }).toEqual({ status: 403, inner: 'ForbiddenByRbac' });
    expect(lines).toContain(`DenyAssignmentId: '${deny?.name.replaceAll('-', '')}'`);
    expect(lines).toContain("DecisionReason: 'DeniedByDenyAssignment' ");
  });

  it('answers AccessDenied without an access policy', async () => {
    const name = await vault({ enableRbacAuthorization: false });
    const { status, code, inner, lines } = await ask(name);
    expect({ status, code, inner }).toEqual({ status: 403, code: 'Forbidden', inner: 'AccessDenied' });
    expect(lines).toEqual([
      `The user, group or application '${callerLine().slice('Caller: '.length)}' does not have secrets get permission on key vault '${name};location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
    ]);
  });
});

describe('for where the request comes from', () => {
  it('answers ForbiddenByFirewall until the subnet or the address is let in', async () => {
    const name = await vault({});
    await patch({ networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' } });
    expect(await ask(name)).toEqual({
      status: 403,
      code: 'Forbidden',
      inner: 'ForbiddenByFirewall',
      lines: [
        'Client address is not authorized and caller is not a trusted service.',
        `Client address: ${machine.address}`,
        callerLine(),
        `Vault: ${name};location=westeurope`,
      ],
    });
    await patch({
      networkAcls: { defaultAction: 'deny', virtualNetworkRules: [{ id: machine.subnetId.toLowerCase() }] },
    });
    expect(await ask(name)).toEqual({ status: 200 });
    await patch({ networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '10.0.0.0/8' }] } });
    expect(await ask(name)).toEqual({ status: 200 });
    await patch({
      networkAcls: { defaultAction: 'Deny', bypass: 'None', ipRules: [{ value: '192.0.2.1' }] },
    });
    expect((await ask(name)).lines?.[0]).toBe(
      'Request was not allowed by NSP rules and the client address is not authorized and caller was ignored because bypass is set to None',
    );
    await patch({ networkAcls: { defaultAction: 'Allow' } });
    expect(await ask(name)).toEqual({ status: 200 });
  });

  it('answers ForbiddenByConnection without public network access', async () => {
    const name = await vault({ publicNetworkAccess: 'Disabled' });
    expect(await ask(name)).toEqual({
      status: 403,
      code: 'Forbidden',
      inner: 'ForbiddenByConnection',
      lines: [
        'Public network access is disabled and request is not from a trusted service nor via an approved private link.',
        callerLine(),
        `Vault: ${name};location=westeurope`,
      ],
    });
  });

  it('does not know the name of a vault that is not there', async () => {
    const output = await runOn(tenant, machine, `curl -sS "${urlOf('kv-nowhere')}"; echo "ended $?"`);
    expect(output).not.toContain('VaultNotFound');
  });
});

describe('for the secret itself', () => {
  it('answers SecretNotFound and SecretDisabled', async () => {
    const name = await vault({});
    expect(await ask(name, 'none')).toMatchObject({
      status: 404,
      code: 'SecretNotFound',
      lines: [expect.stringContaining('A secret with (name/id) none was not found in this key vault.')],
    });
    const off = { properties: { value: 'made-up', attributes: { enabled: false } } };
    const path = `${vaultId}/secrets/s?api-version=2023-07-01`;
    expect((await tenant.owner.send('PUT', path, off)).ok).toBe(true);
    expect(await ask(name)).toEqual({
      status: 403,
      code: 'Forbidden',
      inner: 'SecretDisabled',
      lines: ['Operation get is not allowed on a disabled secret.'],
    });
  });
});

it('is throttled in its own words, for one machine', async () => {
  const name = await vault({});
  tenant.emulator.faults.add({ kind: '429', machine: machine.id, match: '^/secrets/' });
  expect(await ask(name)).toMatchObject({ status: 429, code: 'Throttled' });
  expect(await ask(name)).toEqual({ status: 200 });
});

it('takes a client whose proxy user is a machine for that machine', async () => {
  const name = await vault({});
  await patch({ networkAcls: { defaultAction: 'Deny', virtualNetworkRules: [{ id: machine.subnetId }] } });
  const { credential, proxyOptions, asMachine } = await lastingToken(tenant, machine, audience);
  const clientBy = (options: { host: string; port: number; username?: string; password?: string }) =>
    new SecretClient(`https://${name}.vault.azure.net`, credential, {
      proxyOptions: options,
      retryOptions: { maxRetries: 0 },
    });
  expect((await clientBy(asMachine).getSecret('s')).value).toBe('made-up');
  const refused = await refusal(clientBy(proxyOptions).getSecret('s'));
  expect(refused).toMatchObject({ status: 403, code: 'Forbidden' });
  expect(refused.message).toContain('Client address: 127.0.0.1');
});

// Last: the clock goes on, and the tokens of all clients end.
it('answers 401 to an expired token', async () => {
  const name = await vault({});
  const { credential, proxyOptions } = await lastingToken(tenant, machine, audience);
  const client = new SecretClient(`https://${name}.vault.azure.net`, credential, {
    proxyOptions,
    retryOptions: { maxRetries: 0 },
  });
  expect((await client.getSecret('s')).value).toBe('made-up');
  tenant.emulator.clock.advance(25 * 3600_000);
  expect(await refusal(client.getSecret('s'))).toMatchObject({
    status: 401,
    code: 'Unauthorized',
    message: 'Error validating token: IDX10223',
  });
});
