import type { Random } from '../scenarios/estate/random.ts';

/** What requests are made of: enough truth to get past the door, mixed with nonsense. */
export interface FuzzWords {
  readonly good: string;
  readonly bad: readonly string[];
  readonly tenantId: string;
  readonly routes: readonly string[];
  readonly ids: readonly string[];
  readonly subscriptions: readonly string[];
  readonly groups: readonly string[];
  readonly principals: readonly string[];
  readonly roles: readonly string[];
}

export interface FuzzRequest {
  readonly method: string;
  /** As it goes over the wire, with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A token endpoint: it answers errors as OAuth 2.0 does. */
  readonly isSignIn?: boolean;
  /** Carries a token that must not open anything. */
  readonly isForged?: boolean;
}

const methods = ['GET', 'GET', 'GET', 'PUT', 'PUT', 'PATCH', 'POST', 'DELETE', 'HEAD', 'OPTIONS'];
const versions = ['2024-11-30', '2022-04-01', '2024-07-01', '2021-04-01', '2019-12-01-preview', 'latest', ''];
const nonsense = [
  '%00',
  '%2e%2e',
  '..',
  '%',
  '%zz',
  "x'%20or%201=1",
  '%E2%98%83',
  'a'.repeat(300),
  '{name}',
  '[]',
  'con',
  '-1',
  '0',
  '__proto__',
  'constructor',
];
const names = [
  'name',
  'location',
  'tags',
  'properties',
  'identity',
  'type',
  'principalId',
  'roleDefinitionId',
  '__proto__',
];
const queries = [
  '$filter=atScope()',
  "$filter=principalId eq '1",
  '$filter=((((',
  '$top=-1',
  '$top=x',
  '$skipToken=zzz',
  '$expand=instanceView',
];

/** One request; the same sequence for the same random numbers. */
export function fuzzRequest(random: Random, words: FuzzWords): FuzzRequest {
  const kind = random.below(20);
  if (kind === 0) return signIn(random, words);
  if (kind === 1) return graph(random, words);
  const forged = random.below(8) === 0;
  const method = pick(random, methods);
  const path = kind < 4 ? garbagePath(random, words) : armPath(random, words);
  const query = [`api-version=${pick(random, versions)}`];
  if (random.below(4) === 0) query.push(encodeURI(pick(random, queries)));
  if (random.below(15) === 0) query.shift();
  const body = ['PUT', 'PATCH', 'POST'].includes(method) ? bodyText(random, words) : undefined;
  return {
    method,
    path: `${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { ...headers(random), ...token(random, words, forged) },
    ...(body === undefined ? {} : { body }),
    isForged: forged,
  };
}

function armPath(random: Random, words: FuzzWords): string {
  if (random.below(3) === 0) {
    const id = pick(random, words.ids);
    return encodeURI(random.below(6) === 0 ? id.toUpperCase() : id);
  }
  return pick(random, words.routes).replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    parameter(random, words, name),
  );
}

function parameter(random: Random, words: FuzzWords, name: string): string {
  if (random.below(6) === 0) return pick(random, nonsense);
  if (name === 'scope') return encodeURI(pick(random, words.ids)).replace(/^\//, '');
  if (name === 'subscriptionId') return pick(random, words.subscriptions);
  if (/group/i.test(name)) return pick(random, words.groups);
  if (random.below(3) === 0) return random.guid();
  return encodeURIComponent(pick(random, words.ids).split('/').at(-1) ?? '');
}

function garbagePath(random: Random, words: FuzzWords): string {
  const parts = Array.from({ length: 1 + random.below(9) }, () =>
    pick(random, [
      ...nonsense,
      'subscriptions',
      'resourceGroups',
      'providers',
      pick(random, words.subscriptions),
    ]),
  );
  return `${random.below(5) === 0 ? '//' : '/'}${parts.join('/')}`;
}

function headers(random: Random): Record<string, string> {
  const found: Record<string, string> = { 'content-type': 'application/json' };
  if (random.below(6) === 0) found['content-type'] = pick(random, ['text/plain', 'application/xml', '']);
  if (random.below(6) === 0) found['if-match'] = pick(random, ['*', '"1"', 'x', '""']);
  if (random.below(10) === 0) found['if-none-match'] = '*';
  if (random.below(10) === 0) found['x-ms-client-request-id'] = pick(random, nonsense);
  if (random.below(10) === 0) found['accept-language'] = 'de-DE,xx;q=9';
  return found;
}

function token(random: Random, words: FuzzWords, forged: boolean): Record<string, string> {
  if (!forged) return { authorization: `Bearer ${words.good}` };
  const value = pick(random, words.bad);
  return random.below(5) === 0 ? {} : { authorization: `${pick(random, ['Bearer', 'Basic'])} ${value}` };
}

function bodyText(random: Random, words: FuzzWords): string {
  switch (random.below(8)) {
    case 0:
      return pick(random, [
        '',
        '{',
        'null',
        '[]',
        '"text"',
        '1e999',
        '{"a":1}}',
        '\u0000',
        '{"location":null}',
      ]);
    case 1:
      return `${'['.repeat(2000)}${']'.repeat(2000)}`;
    default:
      return JSON.stringify(value(random, words, 0));
  }
}

function value(random: Random, words: FuzzWords, depth: number): unknown {
  const simple = [
    null,
    true,
    -1,
    1e21,
    '',
    'westeurope',
    ...nonsense,
    'SystemAssigned',
    'UserAssigned',
    random.guid(),
  ];
  if (depth > 3 || (depth > 0 && random.below(2) === 0)) {
    return pick<unknown>(random, [
      ...simple,
      pick(random, words.ids),
      pick(random, words.principals),
      `/providers/Microsoft.Authorization/roleDefinitions/${pick(random, words.roles)}`,
    ]);
  }
  if (depth > 0 && random.below(5) === 0) return [value(random, words, depth + 1)];
  const fields = Array.from({ length: random.below(6) }, () => [
    pick(random, names),
    value(random, words, depth + 1),
  ]);
  return Object.fromEntries([
    ...fields,
    ...(depth === 0
      ? [
          ['location', 'westeurope'],
          ['properties', value(random, words, 1)],
        ]
      : []),
    ...(depth === 0 && random.below(3) === 0
      ? [['identity', { type: 'UserAssigned', userAssignedIdentities: { [pick(random, words.ids)]: {} } }]]
      : []),
  ]);
}

function signIn(random: Random, words: FuzzWords): FuzzRequest {
  const tenant = random.below(3) === 0 ? pick(random, [...nonsense, random.guid()]) : words.tenantId;
  const form = new URLSearchParams();
  for (const name of [
    'grant_type',
    'client_id',
    'client_secret',
    'scope',
    'client_assertion',
    'username',
    'refresh_token',
  ]) {
    if (random.below(3) === 0) continue;
    const known = [
      'client_credentials',
      'password',
      'refresh_token',
      'https://management.azure.com/.default',
    ];
    form.set(name, pick(random, [...known, ...nonsense, ...words.bad, random.guid()]));
  }
  return {
    method: pick(random, ['POST', 'POST', 'POST', 'GET']),
    path: `/${tenant}/${pick(random, ['oauth2/v2.0/token', 'oauth2/token', 'v2.0/.well-known/openid-configuration'])}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    isSignIn: true,
  };
}

function graph(random: Random, words: FuzzWords): FuzzRequest {
  const forged = random.below(2) === 0;
  const set = pick(random, [
    'users',
    'groups',
    'servicePrincipals',
    'directoryObjects',
    'organization',
    'nothing',
  ]);
  const rest = pick(random, [
    '',
    `/${pick(random, words.principals)}`,
    `/${pick(random, nonsense)}`,
    '/getByIds',
    '/$count',
  ]);
  const query = pick(random, [
    '',
    "?$filter=displayName%20eq%20'a'",
    '?$filter=((',
    '?$top=zero',
    '?$select=id',
    '?$skiptoken=x',
  ]);
  return {
    method: pick(random, ['GET', 'GET', 'POST', 'PATCH']),
    path: `/v1.0/${set}${rest}${query}`,
    // A token of Resource Manager is the wrong one here, so nothing of it may open Graph.
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${forged ? pick(random, words.bad.slice(2)) : words.good}`,
    },
    body: JSON.stringify({ ids: [pick(random, words.principals), 1], types: null }),
    isForged: forged,
  };
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
}
