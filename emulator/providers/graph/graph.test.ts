import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dayMs } from '../../core/contract/clock.ts';
import { createUserAssigned, deleteManagedPrincipal } from '../../core/rules/lifecycle.ts';
import { required } from '../../core/test-support.ts';
import { createEmulator, type Emulator } from '../../create-emulator.ts';

const pageSchema = z.object({
  value: z.array(z.record(z.string(), z.unknown())),
  '@odata.nextLink': z.string().optional(),
  '@odata.count': z.number().optional(),
});
type Page = z.infer<typeof pageSchema>;

let emulator: Emulator;
let application: string;
let person: string;

async function token(form: Record<string, string>): Promise<string> {
  const { authority, tenantId } = emulator.endpoints;
  const response = await fetch(`${authority}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

function call(
  path: string,
  bearer = application,
  body?: unknown,
  method = body ? 'POST' : 'GET',
): Promise<Response> {
  const url = path.startsWith('https:') ? path : `${emulator.endpoints.graph}/v1.0${path}`;
  return fetch(url, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

async function list(path: string): Promise<Page> {
  return pageSchema.parse(await (await call(path)).json());
}

beforeAll(async () => {
  emulator = await createEmulator({ scenario: 'empty' });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
  const { clientId, secret } = required(emulator.endpoints.servicePrincipals[0]);
  const scope = 'https://graph.microsoft.com/.default';
  application = await token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    scope,
  });
  const { upn, password } = required(emulator.endpoints.people[0]);
  person = await token({
    grant_type: 'password',
    client_id: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    username: upn,
    password,
    scope,
  });
  const { world, clock } = emulator;
  for (let number = 0; number < 150; number += 1) {
    const subscriptionId = required(emulator.endpoints.subscriptions[0]);
    createUserAssigned(
      world,
      { subscriptionId, resourceGroup: 'rg', name: `id-${number}`, location: 'westeurope' },
      clock.now(),
    );
  }
  const group = (objectId: string, members: string[]): void => {
    world.principals.put({ kind: 'Group', objectId, displayName: objectId, createdTime: 0, members });
  };
  group('inner', [required(emulator.endpoints.people[0]).objectId]);
  group('outer', ['inner']);
});
afterAll(() => emulator.close());

describe('service principals', () => {
  it('come in pages, all of them once', async () => {
    const filter =
      "/servicePrincipals?$filter=servicePrincipalType eq 'ManagedIdentity'&$select=id,alternativeNames";
    const first = await list(filter);
    expect(first.value).toHaveLength(100);
    const second = await list(required(first['@odata.nextLink']));
    expect(second['@odata.nextLink']).toBeUndefined();
    const ids = [...first.value, ...second.value].map((row) => row.id);
    expect(new Set(ids).size).toBe(150);
    expect(Object.keys(required(first.value[0])).sort()).toEqual(['@odata.type', 'alternativeNames', 'id']);
  });

  it('do not shift under a reader while others write', async () => {
    const first = await list('/servicePrincipals?$top=60');
    const gone = String(required(first.value[10]).id);
    const removed = required(emulator.world.principals.delete(gone));
    const second = await list(required(first['@odata.nextLink']));
    emulator.world.principals.put(removed);
    const ids = new Set([...first.value, ...second.value].map((row) => row.id));
    expect(ids.size).toBe(120);
  });

  it('are found by appId and by name, as az looks them up', async () => {
    const { clientId } = required(emulator.endpoints.servicePrincipals[0]);
    const byId = await list(`/servicePrincipals?$filter=appId eq '${clientId}'`);
    const byName = await list(`/servicePrincipals?$filter=servicePrincipalNames/any(c:c eq '${clientId}')`);
    const byStart = await list(
      "/servicePrincipals?$filter=startswith(displayName,'ID-14') and accountEnabled eq true",
    );
    expect(byId.value).toMatchObject([{ appId: clientId, displayName: 'keyless-operator' }]);
    expect(byName.value).toEqual(byId.value);
    expect(byStart.value).toHaveLength(11);
  });

  it('of a managed identity say which resource they belong to', async () => {
    const found = await list("/servicePrincipals?$filter=displayName eq 'id-7'");
    expect(found.value).toMatchObject([
      {
        servicePrincipalType: 'ManagedIdentity',
        alternativeNames: ['isExplicit=True', expect.stringMatching(/\/resourcegroups\/rg\/.*\/id-7$/)],
      },
    ]);
  });

  it('of a managed identity have one certificate of 90 days, replaced after 45, and show no key', async () => {
    const credential = z.object({
      displayName: z.string(),
      key: z.null(),
      keyId: z.string(),
      startDateTime: z.string(),
      endDateTime: z.string(),
    });
    const shape = z.object({ appId: z.string(), keyCredentials: z.array(credential) });
    const filter = "/servicePrincipals?$filter=displayName eq 'id-8'";
    const first = shape.parse((await list(filter)).value[0]);
    const [before, ...others] = first.keyCredentials;
    expect(others).toEqual([]);
    expect(before?.displayName).toBe(`CN=${first.appId}, DC=${emulator.world.tenantId}`);
    const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;
    expect(days(required(before).startDateTime, required(before).endDateTime)).toBe(90);
    const aged = { ...required(emulator.world.principals.find('appId', first.appId)[0]) };
    emulator.world.principals.put({ ...aged, createdTime: aged.createdTime - 46 * dayMs });
    const [after] = shape.parse((await list(filter)).value[0]).keyCredentials;
    expect(days(required(before).startDateTime, required(after).startDateTime)).toBe(-1);
    expect(after?.keyId).not.toBe(before?.keyId);
    emulator.world.principals.put(aged);
  });

  it('are listed as deleted after their identity is gone', async () => {
    const found = await list("/servicePrincipals?$filter=displayName eq 'id-149'");
    deleteManagedPrincipal(emulator.world, String(required(found.value[0]).id), emulator.clock.now());
    const deleted = await list('/directory/deletedItems/microsoft.graph.servicePrincipal');
    expect(deleted.value).toMatchObject([{ displayName: 'id-149', deletedDateTime: expect.any(String) }]);
    expect((await call(`/servicePrincipals/${required(found.value[0]).id}`)).status).toBe(404);
  });
});

describe('people and groups', () => {
  it('show a person to themselves', async () => {
    const { upn } = required(emulator.endpoints.people[0]);
    expect(await (await call('/me', person)).json()).toMatchObject({ userPrincipalName: upn });
    expect((await call('/me', application)).status).toBe(400);
  });

  it('follow membership through nested groups', async () => {
    const { objectId } = required(emulator.endpoints.people[0]);
    const groups = await list(`/users/${objectId}/transitiveMemberOf`);
    expect(groups.value.map((row) => row.id).sort()).toEqual(['inner', 'outer']);
    const all = await list('/groups/outer/transitiveMembers');
    expect(all.value.map((row) => row.id).sort()).toEqual([objectId, 'inner'].sort());
    const direct = await list('/groups/outer/members/microsoft.graph.user');
    expect(direct.value).toEqual([]);
  });

  it('are resolved by id, the unknown left out', async () => {
    const { objectId } = required(emulator.endpoints.people[0]);
    const ids = [objectId, 'inner', crypto.randomUUID()];
    const found = pageSchema.parse(
      await (await call('/directoryObjects/getByIds', application, { ids, types: ['user', 'group'] })).json(),
    );
    expect(found.value.map((row) => row['@odata.type'])).toEqual([
      '#microsoft.graph.user',
      '#microsoft.graph.group',
    ]);
    const tooMany = Array.from({ length: 1001 }, () => objectId);
    expect((await call('/directoryObjects/getByIds', application, { ids: tooMany })).status).toBe(400);
  });
});

describe('refusals', () => {
  it.each([
    ['a token for Azure Resource Manager', 401, 'InvalidAuthenticationToken', '/users', 'GET'],
    ['writes', 403, 'Authorization_RequestDenied', '/users', 'PATCH'],
    ['an unknown object', 404, 'Request_ResourceNotFound', '/users/nobody', 'GET'],
    ['a filter it does not know', 400, 'Request_UnsupportedQuery', '/users?$filter=rings gt 7', 'GET'],
    [
      'sign-in reports without a license',
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      '/reports/x',
      'GET',
    ],
  ])('of %s: %i %s', async (what, status, code, path, method) => {
    const { clientId, secret } = required(emulator.endpoints.servicePrincipals[0]);
    const bearer = what.startsWith('a token')
      ? await token({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: secret,
          scope: 'https://management.azure.com/.default',
        })
      : application;
    const response = await call(path, bearer, undefined, method);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code, message: expect.any(String), innerError: { 'request-id': expect.any(String) } },
    });
  });
});
