import { describe, expect, it } from 'vitest';
import { call, imds, notFound, record } from '../explain-probe/testing/probe-words';
import { parseTargetParam, targetAtScope, targetParam } from '../flow-target';
import { buildFlow, reachText } from './build-flow';
import type { FlowInput } from './flow-input';
import { assigned, idA, input, own, refused, secret, system, toward, vmId } from './testing/flow-words';
import { tokenCurl, tokenUrl } from './token-steps';

const ofSystem = { identityId: vmId, selector: 'default' } as const;
const asOwn = { ...call(200), claims: { ...call(200).claims, xms_mirid: vmId } };
const missing = { identity: { ...idA, kind: 'missing' as const, principalId: '', clientId: '' } };

interface Row {
  readonly of: string;
  readonly given: Partial<FlowInput>;
  /** Of the seven steps: d(one), u(nknown), n(ot possible). */
  readonly states: string;
  readonly reach: string;
  /** What step says what, in its line, reason or facts. */
  readonly says: readonly [step: number, text: RegExp][];
}

const rows: readonly Row[] = [
  {
    of: 'user-assigned, nothing tried',
    given: {},
    states: 'dddduuu',
    reach: 'not tried',
    says: [
      [1, /created.*By olivia@contoso.example, Nov 19, 2026.*c-1/],
      [2, /Managed identity.*Valid until Feb 18, 2027/],
      [3, /Attached to vm-a.*By olivia.*This identity.*client_id.*msi_res_id/],
      [4, /Key Vault Secrets User on .* · Inherited from/],
      [5, /GET http:\/\/169\.254\.169\.254\/metadata\/identity\/oauth2\/token.*Metadata: true.*client-of-pa/],
      [7, /Run a probe/],
    ],
  },
  {
    of: 'user-assigned, proved',
    given: { target: toward(secret, assigned, record(call(200))) },
    states: 'ddddddd',
    reach: 'works',
    says: [
      [5, /200 in 10 ms/],
      [6, /aud https:\/\/vault.azure.net.*Object ID: id-a, user-assigned.*exp Nov 20, 2026/],
      [7, /200 in 10 ms · kv.*never left the VM/],
    ],
  },
  {
    of: 'system-assigned, nothing tried: nothing shows the credential',
    given: system,
    states: 'dduduuu',
    reach: 'not tried',
    says: [
      [1, /Identity enabled on the VM/],
      [3, /no API that shows this.*Not for system-assigned/],
      [5, /Selector None.*default identity/],
    ],
  },
  {
    of: 'system-assigned, proved: the token implies the credential',
    given: { ...system, target: toward(secret, assigned, record(asOwn, ofSystem)) },
    states: 'ddddddd',
    reach: 'works',
    says: [[3, /Implied by step 6/]],
  },
  {
    of: 'a token of another identity implies nothing about this one',
    given: {
      ...system,
      target: toward(
        secret,
        assigned,
        record({ ...call(200), claims: { ...call(200).claims, oid: 'pb' } }, { identityId: idA.armId }),
      ),
    },
    states: 'dduddnu',
    reach: 'stops at 6',
    says: [[7, /says nothing about this identity/]],
  },
  {
    of: 'no role',
    given: { target: toward(secret, {}) },
    states: 'dddnuuu',
    reach: 'stops at 4',
    says: [
      [4, /Smallest role Key Vault Secrets User/],
      [7, /Step 4 says that it would be refused/],
    ],
  },
  {
    of: 'the firewall',
    given: {
      target: toward(
        secret,
        assigned,
        record(call(403, 'ForbiddenByFirewall', 'Client address is not authorized')),
      ),
    },
    states: 'ddddddn',
    reach: 'stops at 7',
    says: [[7, /403 ForbiddenByFirewall.*firewall/i]],
  },
  {
    of: 'attached, and unknown to the metadata service',
    given: { target: toward(secret, assigned, record(notFound)) },
    states: 'ddndnnn',
    reach: 'stops at 3',
    says: [
      [3, /unknown to the metadata service/],
      [6, /step 5 failed/],
    ],
  },
  {
    of: 'the metadata service too busy',
    given: { target: toward(secret, assigned, record(imds(429, 'too_many_requests', 'slow down'))) },
    states: 'ddddnnn',
    reach: 'stops at 5',
    says: [[5, /429.*slow down/]],
  },
  {
    of: 'not attached to any VM',
    given: { vm: null, attached: false, attachedBy: null, imds: { kind: 'none', name: '', isThis: false } },
    states: 'ddndnnn',
    reach: 'stops at 3',
    says: [
      [3, /Not attached to any VM.*Attach it to a VM/],
      [5, /no metadata service/],
    ],
  },
  {
    of: 'not attached to this VM',
    given: { attached: false, attachedBy: null },
    states: 'ddndnnn',
    reach: 'stops at 3',
    says: [[3, /Not attached to vm-a/]],
  },
  {
    of: 'deleted, and still referred to',
    given: missing,
    states: 'nnnnnnn',
    reach: 'stops at 1',
    says: [
      [1, /still refers to id-a/],
      [4, /inherits nothing/],
    ],
  },
  {
    of: 'nothing but the estate may be read',
    given: { created: refused, attachedBy: refused, principal: refused },
    states: 'dddduuu',
    reach: 'not tried',
    says: [
      [1, /could not be read.*403 AuthorizationFailed: You may not\./],
      [2, /Microsoft Graph did not show it.*Certificate Unknown/],
      [3, /could not be read.*403 AuthorizationFailed/],
    ],
  },
  {
    of: 'a service principal that is not there',
    given: { principal: { ok: true, value: null } },
    states: 'dndduuu',
    reach: 'stops at 2',
    says: [[2, /does not know/]],
  },
  {
    of: 'older than the Activity Log',
    given: { created: { ok: true, value: { found: false, because: 'older' } } },
    states: 'dddduuu',
    reach: 'not tried',
    says: [[1, /goes back 90 days.*before the 90 days/]],
  },
  {
    of: 'not yet in the Activity Log',
    given: { created: { ok: true, value: { found: false, because: 'not-arrived' } } },
    states: 'dddduuu',
    reach: 'not tried',
    says: [[1, /has not arrived yet/]],
  },
  {
    of: 'no target',
    given: { target: null },
    states: 'ddduuuu',
    reach: 'not tried',
    says: [
      [4, /No target chosen/],
      [5, /Choose a target/],
    ],
  },
  {
    of: 'through a group that could not be read',
    given: { target: toward(secret, { groups: null }) },
    states: 'ddduuuu',
    reach: 'not tried',
    says: [[4, /group memberships could not be read.*A probe decides it/]],
  },
];

describe('the seven steps', () => {
  it.each(rows)('$of', ({ given, states, reach, says }) => {
    const { steps, headline } = buildFlow(input(given));
    expect(steps.map(({ state }) => state.charAt(0)).join('')).toBe(states);
    expect(reachText(headline)).toBe(reach);
    for (const [number, text] of says) {
      const step = steps[number - 1];
      const facts = step?.facts.map(({ label, value, note }) => `${label} ${value} ${note}`).join(' ');
      expect(`${step?.title} ${step?.line} ${step?.why} ${facts}`).toMatch(text);
    }
    // What is not done says why, and what is done has evidence.
    for (const step of steps) {
      if (step.state === 'done') expect(step.certainty).not.toBe('unknown');
      else expect(step.why).toMatch(/[.]$/);
      expect(step.explanation).toMatch(/[.]$/);
    }
    expect(JSON.stringify(steps)).not.toMatch(/eyJ/);
  });
});

it('asks as the default for the system-assigned identity, and by client ID for a user-assigned one', () => {
  expect(tokenUrl(own, secret)).not.toMatch(/client_id/);
  expect(tokenUrl(idA, secret)).toMatch(/&client_id=client-of-pa$/);
  expect(tokenUrl({ ...idA, clientId: '' }, secret)).toMatch(/&msi_res_id=/);
  expect(tokenCurl('http://x')).toBe("curl --noproxy '*' -s -H 'Metadata: true' 'http://x'");
});

describe('a target in an address', () => {
  const group = '/subscriptions/0b8c2d14-54a4-4b16-9d0e-3ad5d4f0f001/resourceGroups/rg';
  const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
  const account = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
  it.each([
    `arm:${group}`,
    `vault:${vault}`,
    `secret:${vault}/secrets/db-1`,
    `account:${account}`,
    `container:${account}/containers/logs`,
    `container:${account}/containers/$web`,
  ])('%s comes back as it went', (text) => {
    const target = parseTargetParam(text);
    expect(target && targetParam(target)).toBe(text);
  });

  it.each([
    '',
    'arm',
    'arm:/',
    `arm:${vault}`,
    `vault:${account}`,
    `secret:${vault}`,
    `secret:${vault}/secrets/a/b`,
    `secret:${account}/secrets/db`,
    `container:${account}/containers/..`,
    `token:${vault}`,
    `vault:${vault}?x`,
  ])('“%s” is none', (text) => expect(parseTargetParam(text)).toBeNull());

  it.each([
    [group, 'arm'],
    [vault, 'vault'],
    [`${vault}/secrets/db`, 'secret'],
    [account, 'account'],
    [`${account}/blobServices/default/containers/logs`, 'container'],
    [`${vault}/keys/k`, undefined],
    ['/', undefined],
  ])('of a role assignment at %s', (scope, kind) => expect(targetAtScope(scope)?.kind).toBe(kind));
});
