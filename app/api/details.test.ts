import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GET as getIdentity } from '@/app/api/identities/route';
import { GET as getRoleAssignment } from '@/app/api/role-assignments/route';
import { GET as getHost } from '@/app/api/vms/route';
import { readyEstate } from '@/lib/estate/snapshot/snapshots';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import { sessionCookie } from '@/lib/http/testing/session-cookie';
import { api } from '@/lib/routes';

/** The details as a browser asks for them, from the emulated Azure through routes, guard and estate. */
describe('details over HTTP', () => {
  let azure: EmulatedEstate;
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
    const { endpoints } = azure.emulator;
    vi.stubEnv('AZURE_RESOURCE_MANAGER_ENDPOINT', endpoints.resourceManager);
    vi.stubEnv('AZURE_AUTHORITY_HOST', endpoints.authority);
    vi.stubEnv('AZURE_GRAPH_ENDPOINT', endpoints.graph);
    vi.stubEnv('KEYLESS_LIVE_INTERVAL_MS', '3600000');
    globalThis.keylessOperator = { credential: azure.credentialOf('owner') };
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    for (const snapshot of globalThis.keylessSnapshots?.values() ?? []) snapshot.close();
    await azure.close();
  });

  const estate = async () => (await readyEstate(AbortSignal.timeout(20_000))).snapshot.view;
  const ask = (route: typeof getIdentity, path: string, headers: Record<string, string> = {}) =>
    route(
      new Request(`http://localhost:3000${path}`, {
        headers: { host: 'localhost:3000', cookie: sessionCookie(), ...headers },
      }),
      {},
    );
  const named = async (table: 'identities' | 'hosts', name: string) => {
    const view = await estate();
    const row = [...view[table].live()].find((one) => view[table].text('name', one) === name) ?? -1;
    return table === 'identities' ? view.identityId(row) : view.hostId(row);
  };

  it('a user-assigned identity, whatever the case of its id', async () => {
    const id = await named('identities', 'id-web-prod');
    const response = await ask(getIdentity, api.identity(id.toUpperCase()));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const detail = await response.json();
    expect(detail).toMatchObject({ armId: id, name: 'id-web-prod', kind: 'user' });
    expect(detail.hosts.length).toBeGreaterThan(2);
    expect(detail.roleAssignments.length).toBeGreaterThan(0);
    expect(detail.federated.length).toBeGreaterThan(0);
  });

  it('a system-assigned identity with the client id Azure names, and never the signed address beside it', async () => {
    const hostId = await named('hosts', 'vm-runner-01');
    const path = api.identity(`${hostId}/providers/Microsoft.ManagedIdentity/identities/default`);
    const response = await ask(getIdentity, path);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      kind: 'system',
      hosts: [{ name: 'vm-runner-01', isDefault: true }],
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(text).not.toMatch(/clientSecretUrl|sig=|identity\.azure\.net/);
  });

  it('a machine with a dangling reference', async () => {
    const response = await ask(getHost, api.host(await named('hosts', 'vm-legacy-01')));
    const detail = await response.json();
    expect(detail.identities.map((one: { kind: string }) => one.kind)).toContain('missing');
    expect(detail.findings.map((one: { id: string }) => one.id)).toContain('dangling-reference');
  });

  it('a grant', async () => {
    const view = await estate();
    const { armId } = view.roleAssignment(0);
    expect(await (await ask(getRoleAssignment, api.roleAssignment(armId))).json()).toMatchObject({
      armId,
      role: view.roleAssignments.text('role', 0),
    });
  });

  it('says so when the federated credentials cannot be read just now', async () => {
    azure.emulator.faults.add({ match: 'federatedIdentityCredentials', kind: '403', count: 1 });
    const detail = await (
      await ask(getIdentity, api.identity(await named('identities', 'id-web-prod')))
    ).json();
    expect(detail.gaps[0]).toMatchObject({ id: 'federated-here', fault: { status: 403 } });
    expect(detail.federated.length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing named', '/api/identities', {}, 400, 'BadRequest'],
    ['no id', '/api/identities?id=vm-1', {}, 400, 'BadRequest'],
    [
      'an unseen subscription',
      api.identity('/subscriptions/1f0c0000-0000-4000-8000-0000000000ff'),
      {},
      403,
      'NotFound',
    ],
    ['nothing there', api.identity('/providers/Microsoft.Nothing/at/all'), {}, 404, 'NotFound'],
    ['another site', '/api/identities?id=/x', { 'sec-fetch-site': 'cross-site' }, 403, 'CrossSite'],
  ])('refuses %s', async (_, path, headers, status, code) => {
    const response = await ask(getIdentity, path, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ fault: { code } });
  });
});
