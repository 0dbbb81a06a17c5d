import { existsSync, readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { type Entry, entriesOf } from '../scripts/checks/entries.ts';
import { projectFiles } from '../scripts/checks/files.ts';
import { actionSamples, type EntrySample, routeSamples } from './entry-samples.ts';
import { actionId } from './environment/action-id.ts';
import type { Portal } from './environment/portal.ts';
import { type RawRequest, statusOf, statusOfUpload } from './environment/raw-request.ts';
import { test } from './fixtures.ts';

test.use({ persona: { suite: 'entries', as: 'owner', scenario: 'empty' } });

const entries = entriesOf(projectFiles());
const oversizedBytes = 5 * 1024 * 1024;

/** Names of an entry's own: what it is asked with when everything is in order. */
interface Knock extends EntrySample {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  /** Status for whoever may not, when it is not the session that is missing. */
  kind: Entry['kind'];
}

function knockOf(entry: Entry): Knock {
  if (entry.kind === 'action') {
    const sample = actionSamples[entry.name];
    if (!sample) throw new Error(`e2e/entry-samples.ts has no sample for the action ${entry.name}`);
    const headers = {
      'next-action': actionId(entry.file, entry.name),
      'content-type': 'text/plain;charset=UTF-8',
    };
    return { ...sample, kind: entry.kind, method: 'POST', headers };
  }
  const sample = routeSamples[entry.path];
  if (!sample) throw new Error(`e2e/entry-samples.ts has no sample for ${entry.path}`);
  if (entry.name !== 'POST') return { ...sample, kind: entry.kind, method: 'GET', headers: {} };
  return { ...sample, kind: entry.kind, method: 'POST', headers: { 'content-type': 'application/json' } };
}

/** Everything somebody may try at an entry, with the status it must get. */
function* attempts(knock: Knock, portal: Portal): Generator<[string, RawRequest, number | number[]]> {
  const { method, path: address, body } = knock;
  const cookie = { cookie: portal.cookie };
  const origin = { origin: portal.url };
  const own = { ...knock.headers, ...cookie, ...(method === 'POST' ? origin : {}) };
  const sent = method === 'POST' ? { body } : {};
  const ask = (headers: Record<string, string>): RawRequest => ({ method, path: address, headers, ...sent });
  const [name = '', value = ''] = portal.cookie.split('=');

  for (const [what, jar] of [
    ['no secret', ''],
    ['another cookie', 'theme=dark'],
    ['a made-up secret', `${name}=${'A'.repeat(43)}`],
    ['a secret changed at its end', `${name}=${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
    ['a link for a session', `${name}=${new URL(portal.newLink()).pathname.split('/').at(-1)}`],
    ['the secret of another port', `keyless-session-1=${value}`],
  ] as const) {
    yield [what, ask({ ...own, cookie: jar }), 401];
  }
  for (const foreign of [
    'http://evil.example',
    'null',
    'http://%',
    '',
    `${portal.url}.evil.example`,
    'http://localhost:1',
  ]) {
    for (const site of ['', 'same-origin', 'none', 'cross-site', 'same-site']) {
      const headers = { ...own, origin: foreign, ...(site === '' ? {} : { 'sec-fetch-site': site }) };
      yield [`origin “${foreign}”, site “${site}”`, ask(headers), 403];
    }
  }
  for (const site of ['cross-site', 'same-site'])
    yield [`site “${site}”`, ask({ ...own, 'sec-fetch-site': site }), 403];
  if (method === 'POST') {
    for (const site of ['', 'same-origin', 'none']) {
      const { origin: _, ...rest } = { origin: '', ...own };
      yield [`no origin, site “${site}”`, ask(site === '' ? rest : { ...rest, 'sec-fetch-site': site }), 403];
    }
  }
  const { host } = new URL(portal.url);
  for (const foreign of [
    'evil.example',
    `evil.example:${portal.port}`,
    `localhost.evil.example:${portal.port}`,
  ]) {
    yield [`host ${foreign}`, ask({ ...own, host: foreign }), 421];
    yield [
      `host ${foreign}, said to be forwarded for ours`,
      ask({ ...own, host: foreign, 'x-forwarded-host': host, forwarded: `host=${host}` }),
      421,
    ];
    yield [
      `host and origin ${foreign}, as after DNS rebinding`,
      ask({ ...own, host: foreign, origin: `http://${foreign}`, 'sec-fetch-site': 'same-origin' }),
      421,
    ];
  }
  yield [
    'origin as it is said to be forwarded',
    ask({ ...own, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }),
    403,
  ];
  for (const other of ['TRACE', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])
    yield [other, { method: other, path: address, headers: { ...own, ...origin } }, 405];
  if (method === 'GET') yield ['POST for GET', { ...ask({ ...own, ...origin }), method: 'POST' }, [405, 400]];
  const [pathname = ''] = address.split('?');
  for (const bad of ['%', '%E0%A4%A', '%00', '%5C', '%ff'])
    yield [`path with ${bad}`, { ...ask(own), path: `${pathname.replace(/\/$/, '')}/${bad}` }, 400];
  yield ['an address of another server', { ...ask(own), path: `http://evil.example${address}` }, 400];
  for (const bad of knock.malformed ?? []) yield [`input ${bad}`, { ...ask(own), path: bad }, [400, 404]];
  if (method === 'POST') {
    // Nothing that decodes to arguments: what does is answered by the action, see below.
    for (const bad of ['', '{', '[', '["$F1"]', '["$Q1"]', '\0'])
      yield [`body ${JSON.stringify(bad)}`, { ...ask(own), body: bad }, 400];
  }
  if (knock.kind === 'page') {
    for (const bad of ['x', '%', '%7B', '%5B1%5D'])
      yield [`state ${bad}`, ask({ ...own, 'next-router-state-tree': bad, rsc: '1' }), [307, 400]];
    const multipart = { ...own, ...origin, 'content-type': 'multipart/form-data; boundary=b' };
    for (const bad of ['', 'x', '--b\r\nContent-Disposition: form-data; name="$ACTION_ID_0'])
      yield [`form ${JSON.stringify(bad)}`, { ...ask(multipart), method: 'POST', body: bad }, 400];
    yield [
      'an action of nobody',
      { ...ask({ ...own, ...origin, 'next-action': 'x' }), method: 'POST', body: '[]' },
      [400, 404, 409],
    ];
  }
}

for (const entry of entries) {
  test(`${entry.kind} ${entry.name} ${entry.path} of ${entry.file} answers only who may ask`, async ({
    environment: { portal },
  }) => {
    const knock = knockOf(entry);
    const wrong: string[] = [];
    for (const [what, request, expected] of attempts(knock, portal)) {
      const status = await statusOf(portal.url, request);
      if (![expected].flat().includes(status)) wrong.push(`${what}: ${status}, not ${expected}`);
    }
    for (const says of [true, false]) {
      const headers = { ...knock.headers, cookie: portal.cookie, origin: portal.url };
      const upload = { method: 'POST', path: knock.path, headers };
      const status = await statusOfUpload(portal.url, upload, oversizedBytes, says);
      if (status !== 413) wrong.push(`5 MB, ${says ? 'announced' : 'chunked'}: ${status}, not 413`);
    }
    expect(wrong).toEqual([]);
    // Otherwise a portal that refuses everybody would pass. 403 and 404 are Azure's, about what the samples name.
    if (knock.method === 'GET') {
      const headers = { ...knock.headers, cookie: portal.cookie };
      expect([200, 303, 403, 404]).toContain(
        await statusOf(portal.url, { method: 'GET', path: knock.path, headers }),
      );
    }
  });
}

for (const entry of entries.filter(({ kind }) => kind === 'action')) {
  test(`${entry.name} says what is wrong with its input`, async ({ environment: { portal } }) => {
    const { path: address, headers, body = '' } = knockOf(entry);
    for (const sent of [
      '[]',
      '[null]',
      '["x"]',
      '[{"id":"%"}]',
      '{"id":{}}',
      '[{"__proto__":{"id":1}}]',
      '[[],[],[]]',
    ]) {
      const response = await portal.fetch(address, { method: 'POST', headers, body: sent });
      expect(response.status).toBe(200);
      expect(await response.text(), sent).toContain('"ok":false,"kind":"invalid"');
    }
    const response = await portal.fetch(address, { method: 'POST', headers, body });
    expect(await response.text()).toMatch(/"ok":false,"kind":"(invalid|fault)"|"ok":true/);
  });
}

test('the scan finds every kind of entry', () => {
  const found = entries.map(({ kind, name }) => `${kind} ${name}`);
  expect(found).toEqual(expect.arrayContaining(['page default', 'route GET', 'action confirmPlan']));
  expect(Object.keys(routeSamples).sort()).toEqual(
    [...new Set(entries.flatMap(({ path: address }) => address || []))].sort(),
  );
  const actions = entries.filter(({ kind }) => kind === 'action').map(({ name }) => name);
  expect(Object.keys(actionSamples).sort()).toEqual(actions.sort());
});

test('files and icons are for everybody who uses our name', async ({ environment: { portal } }) => {
  for (const address of ['/icon.svg', '/_next/static/nothing.js']) {
    const expected = address === '/icon.svg' ? 200 : 404;
    expect(await statusOf(portal.url, { method: 'GET', path: address })).toBe(expected);
    expect(
      await statusOf(portal.url, { method: 'GET', path: address, headers: { host: 'evil.example' } }),
    ).toBe(421);
  }
});

test('400 MB cost less than 32 MB', async ({ environment: { portal } }) => {
  const headers = {
    cookie: portal.cookie,
    origin: portal.url,
    'next-action': 'x',
    'content-type': 'text/plain',
  };
  await portal.fetch('/', { method: 'POST', body: '[]', headers });
  const before = peakMegabytes(portal.pid);
  for (const says of [true, false]) {
    const upload = { method: 'POST', path: '/', headers };
    expect(await statusOfUpload(portal.url, upload, 400 * 1024 * 1024, says)).toBe(413);
  }
  expect(peakMegabytes(portal.pid) - before).toBeLessThan(32);
});

/** The most memory the process had at once, in MB; 0 on systems that do not say. */
function peakMegabytes(pid = 0): number {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return Number(kilobytes ?? 0) / 1024;
}
