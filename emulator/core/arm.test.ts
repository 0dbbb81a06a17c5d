import { beforeEach, describe, expect, it } from 'vitest';
import { ArmError } from './contract/errors.ts';
import type { Provider } from './contract/provider.ts';
import { type ArmHarness, armHarness, required } from './test-support.ts';

/** A namespace of made-up things that shows every way a provider answers. */
const things: Provider = {
  namespace: 'Contoso.Things',
  resourceTypes: [
    { name: 'things', apiVersions: ['2024-01-01'], locations: [] },
    { name: 'dreams', apiVersions: [], locations: [] },
  ],
  routes: [
    {
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Contoso.Things/things',
      operation: 'Things_List',
      action: 'Contoso.Things/things/read',
      handle: ({ page }) => page([1, 2, 3, 4, 5], 2, (value) => ({ value })),
    },
    {
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Contoso.Things/things/{name}',
      operation: 'Things_Get',
      action: 'Contoso.Things/things/read',
      handle: ({ params }) => ({ status: 200, body: params }),
    },
    {
      method: 'PUT',
      path: '/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Contoso.Things/things/{name}',
      operation: 'Things_Create',
      action: 'Contoso.Things/things/write',
      handle: ({ body }) => ({ status: 201, body }),
    },
    {
      method: 'POST',
      path: '/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Contoso.Things/things/{name}/start',
      operation: 'Things_Start',
      action: 'Contoso.Things/things/start/action',
      handle: ({ startOperation, params, world }) => {
        const { headers } = startOperation({
          provider: 'Contoso.Things',
          location: 'westeurope',
          subscriptionId: params.subscriptionId ?? '',
          durationMs: 5000,
          complete: () => {
            if (params.name === 'broken') throw new ArmError(409, 'ThingBroke', 'It broke.');
            world.resourceGroups.put({ subscriptionId: 's', name: 'started', location: 'x', tags: {} });
          },
          result: () => ({ status: 200, body: { started: true } }),
        });
        return { status: 202, headers: headers.all };
      },
    },
    {
      method: 'DELETE',
      path: '/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Contoso.Things/things/{name}',
      operation: 'Things_Delete',
      action: null,
    },
    {
      method: 'GET',
      path: '{scope}/providers/Contoso.Things/notes/{name}',
      operation: 'Notes_Get',
      action: 'Contoso.Things/notes/read',
      handle: ({ params }) => ({ status: 200, body: params }),
    },
    {
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Contoso.Things/dreams/{name}',
      operation: 'Dreams_Get',
      action: null,
      handle: () => {
        throw new TypeError('secret detail');
      },
    },
  ],
};

let harness: ArmHarness;
let root: string;
const version = 'api-version=2024-01-01';

beforeEach(async () => {
  harness = await armHarness([things]);
  root = `/subscriptions/${harness.subscriptionId}`;
});

async function json(reply: Promise<{ body?: string }>): Promise<Record<string, unknown>> {
  return JSON.parse((await reply).body ?? 'null');
}

describe('routing', () => {
  it('matches literals in any case and keeps the case of names', async () => {
    const path = `${root.toUpperCase()}/RESOURCEGROUPS/Rg/providers/contoso.things/THINGS/My%20Thing?${version}`;
    expect(await json(harness.send('GET', path))).toMatchObject({ group: 'Rg', name: 'My Thing' });
  });

  it.each([
    ['', ''],
    [
      '/providers/Microsoft.Management/managementGroups/mg',
      '/providers/Microsoft.Management/managementGroups/mg',
    ],
    ['/subscriptions/S', '/subscriptions/S'],
    ['/subscriptions/S/resourceGroups/r', '/subscriptions/S/resourceGroups/r'],
    [
      '/subscriptions/S/resourceGroups/r/providers/A.B/c/d',
      '/subscriptions/S/resourceGroups/r/providers/A.B/c/d',
    ],
  ])('gives an extension request at "%s" to the last provider', async (scope, expected) => {
    const at = (text: string): string => text.replace('/S', `/${harness.subscriptionId}`);
    const reply = harness.send('GET', `${at(scope)}/providers/Contoso.Things/notes/n1?${version}`);
    expect(await json(reply)).toEqual({ scope: at(expected), name: 'n1' });
  });

  it.each([
    [400, 'MissingApiVersionParameter', 'GET', '/providers/Contoso.Things/things'],
    [404, 'InvalidResourceNamespace', 'GET', `/providers/No.Such/things?${version}`],
    [404, 'InvalidResourceType', 'GET', `/providers/Contoso.Things/nothings?${version}`],
    [501, 'NotImplemented', 'GET', `/providers/Contoso.Things/dreams?${version}`],
    [501, 'NotImplemented', 'DELETE', `/resourceGroups/r/providers/Contoso.Things/things/t?${version}`],
    [
      405,
      'HttpMethodNotSupported',
      'PATCH',
      `/resourceGroups/r/providers/Contoso.Things/things/t?${version}`,
    ],
    [405, 'HttpMethodNotSupported', 'BREW', `/resourceGroups/r/providers/Contoso.Things/things/t?${version}`],
  ])('answers %i %s to %s %s', async (status, code, method, path) => {
    const reply = await harness.send(method, `${root}${path}`);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body ?? '')).toMatchObject({ error: { code, message: expect.any(String) } });
    expect(reply.headers['x-ms-failure-cause']).toBe('gateway');
  });

  it('names the operation it does not have', async () => {
    const reply = harness.send(
      'DELETE',
      `${root}/resourceGroups/r/providers/Contoso.Things/things/t?${version}`,
    );
    expect(await json(reply)).toMatchObject({ error: { message: expect.stringContaining('Things_Delete') } });
  });

  it('does not know a subscription of another tenant', async () => {
    const path = `/subscriptions/${crypto.randomUUID()}/providers/Contoso.Things/things?${version}`;
    expect(await json(harness.send('GET', path))).toMatchObject({ error: { code: 'SubscriptionNotFound' } });
  });
});

describe('bodies and failures', () => {
  const path = (): string => `${root}/resourceGroups/r/providers/Contoso.Things/things/t?${version}`;

  it('refuses malformed JSON as Azure does', async () => {
    const reply = await harness.send('PUT', path(), { text: '{"a":' });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body ?? '')).toMatchObject({
      error: { code: 'InvalidRequestContent', message: expect.stringMatching(/could not be deserialized/) },
    });
  });

  it('refuses other media types', async () => {
    const reply = await harness.send('PUT', path(), { text: 'a', headers: { 'content-type': 'text/plain' } });
    expect(reply.status).toBe(415);
  });

  it('says nothing about its own failures', async () => {
    const reply = await harness.send('GET', `${root}/providers/Contoso.Things/dreams/d?${version}`);
    expect(reply.status).toBe(500);
    expect(reply.body).toContain('InternalServerError');
    expect(reply.body).not.toContain('secret detail');
  });

  it('sends the headers of Azure Resource Manager, and a falling allowance', async () => {
    const first = await harness.send('GET', path());
    const second = await harness.send('GET', path(), { headers: { 'x-ms-correlation-request-id': 'abc' } });
    expect(first.headers).toMatchObject({
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'x-ms-request-id': expect.any(String),
      'x-ms-ratelimit-remaining-subscription-reads': '249',
      'x-ms-ratelimit-remaining-subscription-global-reads': '3749',
    });
    expect(second.headers['x-ms-correlation-request-id']).toBe('abc');
    expect(second.headers['x-ms-ratelimit-remaining-subscription-reads']).toBe('248');
  });
});

describe('paging', () => {
  it('leads through the whole list and ends', async () => {
    const seen: unknown[] = [];
    let next: unknown = `${root}/providers/Contoso.Things/things?${version}`;
    let pages = 0;
    while (typeof next === 'string') {
      const body = await json(harness.send('GET', next));
      if (Array.isArray(body.value)) seen.push(...body.value);
      next = body.nextLink;
      pages += 1;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((value) => ({ value })));
    expect(pages).toBe(3);
  });

  it('refuses a token it did not make', async () => {
    const reply = await harness.send(
      'GET',
      `${root}/providers/Contoso.Things/things?${version}&$skipToken=nonsense`,
    );
    expect(reply.status).toBe(400);
  });
});

describe('long-running operations', () => {
  const start = async (name: string): Promise<{ status: string; result: string }> => {
    const path = `${root}/resourceGroups/r/providers/Contoso.Things/things/${name}/start?${version}`;
    const reply = await harness.send('POST', path);
    expect(reply.status).toBe(202);
    expect(Number(reply.headers['retry-after'])).toBe(5);
    return {
      status: required(reply.headers['azure-asyncoperation']),
      result: required(reply.headers.location),
    };
  };

  it('end when the clock passes their time, without being polled', async () => {
    harness.clock.freeze();
    const urls = await start('t');
    expect(await json(harness.send('GET', urls.status))).toMatchObject({ status: 'InProgress' });
    expect((await harness.send('GET', urls.result)).status).toBe(202);
    harness.clock.advance(5000);
    expect(harness.world.resourceGroups.get('s/started')).toBeUndefined();
    harness.operations.settle();
    expect(harness.world.resourceGroups.get('s/started')).toBeDefined();
    expect(await json(harness.send('GET', urls.status))).toMatchObject({
      status: 'Succeeded',
      endTime: expect.any(String),
      properties: { output: { started: true } },
    });
    expect(await json(harness.send('GET', urls.result))).toEqual({ started: true });
  });

  it('end as Failed with Azure’s error', async () => {
    const urls = await start('broken');
    harness.clock.advance(5000);
    const status = await harness.send('GET', urls.status);
    expect(status.status).toBe(200);
    expect(JSON.parse(status.body ?? '')).toMatchObject({
      status: 'Failed',
      error: { code: 'ThingBroke', message: 'It broke.' },
    });
    expect((await harness.send('GET', urls.result)).status).toBe(409);
  });
});
