import http from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Machine, machineIn, runOn } from '../machine-test-support.ts';
import { startTenant, type Tenant } from '../sdk-test-support.ts';

const resource = 'https://management.azure.com/';
const path = `/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${resource}`;
const errorSchema = z.object({ error: z.string(), error_description: z.string() });

let tenant: Tenant;
let machine: Machine;
let other: Machine;

beforeAll(async () => {
  tenant = await startTenant();
  machine = await machineIn(tenant, 'vm-struck');
  other = await machineIn(tenant, 'vm-well');
});
afterAll(() => tenant.emulator.close());
afterEach(() => tenant.emulator.faults.clear());

/** A token request by the machine's own base URL, which no proxy stands before. */
function ask(of: Machine, more = '', headers: Record<string, string> = { metadata: 'true' }) {
  return fetch(`${tenant.emulator.endpoints.imds}${of.id}${path}${more}`, { headers });
}

/** The same by way of an HTTP proxy, as clients do that honor `http_proxy`. */
function askThroughProxy(of: Machine): Promise<{ status: number; server: string; body: string }> {
  const { hostname, port } = new URL(tenant.emulator.endpoints.imds);
  const user = Buffer.from(`${encodeURIComponent(of.id)}:`).toString('base64');
  const headers = { metadata: 'true', 'proxy-authorization': `Basic ${user}` };
  return new Promise((resolve, reject) => {
    const options = { host: hostname, port, path: `http://169.254.169.254${path}`, headers };
    http
      .get(options, (answer) => {
        let body = '';
        answer.on('data', (part: Buffer) => {
          body += part.toString();
        });
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, server: String(answer.headers.server), body }),
        );
      })
      .once('error', reject);
  });
}

describe('answers', () => {
  it('say by their server header that the metadata service made them', async () => {
    const answers = [await ask(machine), await ask(machine, '&client_id=none'), await ask(machine, '', {})];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400]);
    for (const { headers } of answers) expect(headers.get('server')).toMatch(/^IMDS\/\d+(\.\d+){3}$/);
  });
});

describe('trouble of one machine', () => {
  it.each([
    ['404', 404, 'not_found', 'The instance metadata service is being updated; try again'],
    ['410', 410, 'gone', 'The instance metadata service is being updated; try again'],
    ['429', 429, 'invalid_request', 'Temporarily throttled, too many requests'],
    [
      '500',
      500,
      'unknown',
      'Failed to retrieve token from the Active directory. For details see logs in <file path>',
    ],
  ] as const)(
    'is %s in the words of the service, and of no other machine',
    async (kind, status, error, text) => {
      tenant.emulator.faults.add({ kind, machine: machine.id, match: '/oauth2/token', retryAfterSeconds: 3 });
      expect((await ask(other)).status).toBe(200);
      const response = await ask(machine);
      expect(response.status).toBe(status);
      expect(response.headers.get('server')).toContain('IMDS/');
      expect(response.headers.get('retry-after')).toBe(kind === '429' ? '3' : null);
      expect(errorSchema.parse(await response.json())).toEqual({ error, error_description: text });
      expect((await ask(machine)).status).toBe(200);
    },
  );

  it.each(['reset', 'refused'] as const)('is a connection that breaks: %s', async (kind) => {
    tenant.emulator.faults.add({ kind, machine: machine.id });
    await expect(ask(machine)).rejects.toThrow('fetch failed');
  });

  it('is no answer', async () => {
    tenant.emulator.faults.add({ kind: 'stall', machine: machine.id });
    const url = `${tenant.emulator.endpoints.imds}${machine.id}${path}`;
    await expect(
      fetch(url, { headers: { metadata: 'true' }, signal: AbortSignal.timeout(200) }),
    ).rejects.toThrow(/abort|timeout/i);
  });

  it('strikes code inside the machine too', async () => {
    tenant.emulator.faults.add({ kind: '410', machine: machine.id, match: '/metadata/' });
    const script = `curl -s -w ' %{http_code}' -H Metadata:true "http://169.254.169.254${path}"`;
    expect(await runOn(tenant, machine, script)).toMatch(/"error":"gone".* 410$/);
    expect(await runOn(tenant, machine, script)).toMatch(/"access_token".* 200$/);
  });
});

describe('a proxy in the way', () => {
  it('answers in place of the service who goes by it, and nobody who bypasses it', async () => {
    const proxy = { kind: 'proxy', machine: machine.id, match: '/metadata/', count: 2 } as const;
    tenant.emulator.faults.add(proxy);
    const answer = await askThroughProxy(machine);
    expect(answer).toMatchObject({ status: 502, server: 'squid/6.10' });
    expect(answer.body).toContain('<h1>502 Bad Gateway</h1>');
    expect((await ask(machine)).status).toBe(200);
    expect((await askThroughProxy(other)).status).toBe(200);
    const script = `curl -s -w ' %{http_code}' -H Metadata:true "http://169.254.169.254${path}"`;
    expect(await runOn(tenant, machine, script)).toMatch(/502 Bad Gateway[\s\S]* 502$/);
    expect((await askThroughProxy(machine)).status).toBe(200);
  });

  it('answers with the status it is told', async () => {
    tenant.emulator.faults.add({ kind: 'proxy', machine: machine.id, match: '/metadata/', status: 403 });
    expect(await askThroughProxy(machine)).toMatchObject({ status: 403, server: 'squid/6.10' });
  });
});

it('knows nobody behind an identity that was made again under its name until it is attached again', async () => {
  const { identities, compute } = tenant.owner;
  const make = () =>
    identities.userAssignedIdentities.createOrUpdate('rg1', 'id-again', { location: 'westeurope' });
  const first = await make();
  const id = first.id ?? '';
  const settle = async () => {
    tenant.emulator.clock.advance(10_000);
    await compute.virtualMachines.get('rg1', machine.name);
  };
  const attach = async (value: object | null) => {
    const type = value ? 'SystemAssigned, UserAssigned' : 'SystemAssigned';
    const body = { identity: { type, ...(value ? { userAssignedIdentities: { [id]: value } } : {}) } };
    expect((await tenant.owner.send('PATCH', `${machine.id}?api-version=2024-07-01`, body)).status).toBe(200);
    await settle();
  };
  const shown = async () => {
    const { identity } = await compute.virtualMachines.get('rg1', machine.name);
    return Object.values(identity?.userAssignedIdentities ?? {}).map(({ principalId }) => principalId);
  };
  const notFound = { error: 'invalid_request', error_description: 'Identity not found' };
  await attach({});
  expect((await ask(machine, `&msi_res_id=${id}`)).status).toBe(200);
  await identities.userAssignedIdentities.delete('rg1', 'id-again');
  const second = await make();
  expect(second.principalId).not.toBe(first.principalId);
  expect(await shown()).toEqual([first.principalId]);
  for (const selector of [
    `msi_res_id=${id}`,
    `client_id=${second.clientId}`,
    `client_id=${first.clientId}`,
  ]) {
    const response = await ask(machine, `&${selector}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(notFound);
  }
  await attach({});
  expect(await shown()).toEqual([first.principalId]);
  expect((await ask(machine, `&msi_res_id=${id}`)).status).toBe(400);
  await attach(null);
  await attach({});
  expect(await shown()).toEqual([second.principalId]);
  expect((await ask(machine, `&client_id=${second.clientId}`)).status).toBe(200);
});
