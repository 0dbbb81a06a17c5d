import { describe, expect, it } from 'vitest';
import { parseProbe, type RunCommandStatus } from './parse-probe';

const token = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl`;
const url =
  'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';
const good = [
  'keyless-probe=1',
  'shell=sh',
  `url=${url}`,
  'imds.status=200',
  'imds.ms=41',
  'imds.server=IMDS/150.870.65.1854',
  'imds.trouble=',
  'claim.aud=https://vault.azure.net',
  'claim.iss=https://sts.windows.net/72f988bf-0000-4000-8000-000000000001/',
  'claim.tid=72f988bf-0000-4000-8000-000000000001',
  'claim.oid=AAAAAAAA-0000-4000-8000-000000000001',
  'claim.appid=bbbbbbbb-0000-4000-8000-000000000001',
  'claim.xms_mirid=/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-a',
  'claim.iat=1764244800',
  'claim.nbf=1764244800',
  'claim.exp=1764331200',
  'call.url=https://kv.vault.azure.net/secrets/db?api-version=7.4',
  'call.status=200',
  'call.ms=120',
  'call.trouble=',
  'call.version=4387e9f3d6e14c459867679a90fd0f79',
  'end=keyless-probe',
];

const linux = (stdout: string, stderr = ''): RunCommandStatus[] => [
  {
    code: 'ProvisioningState/succeeded',
    message: `Enable succeeded: \n[stdout]\n${stdout}\n[stderr]\n${stderr}`,
  },
];
const windows = (stdout: string, stderr = ''): RunCommandStatus[] => [
  { code: 'ComponentStatus/StdOut/succeeded', message: stdout },
  { code: 'ComponentStatus/StdErr/succeeded', message: stderr },
];
const without = (...names: string[]) =>
  good.filter((line) => !names.some((name) => line.startsWith(`${name}`)));
const lines = (...more: string[]) => [
  ...without('call.', 'claim.', 'imds.', 'end'),
  ...more,
  'end=keyless-probe',
];

describe('what the script found', () => {
  it.each([
    ['of Linux', linux(`${good.join('\n')}\n`)],
    ['of Windows', windows(`${good.join('\r\n')}\r\n`)],
    ['with words of a profile before it', linux(['Welcome to vm', ...good].join('\n'))],
  ])('%s', (_, answer) => {
    expect(parseProbe(answer)).toMatchObject({
      ok: true,
      result: {
        shell: 'sh',
        tokenUrl: url,
        answeredBy: 'IMDS/150.870.65.1854',
        imds: { status: 200, durationMs: 41, code: '', trouble: '' },
        claims: {
          aud: 'https://vault.azure.net',
          oid: 'aaaaaaaa-0000-4000-8000-000000000001',
          exp: 1764331200,
        },
        call: { status: 200, version: '4387e9f3d6e14c459867679a90fd0f79', durationMs: 120 },
      },
    });
  });

  it.each([
    [
      'a refusal of the metadata service',
      ['imds.status=400', 'imds.code=invalid_request', 'imds.message=Identity not found'],
      {
        imds: { status: 400, code: 'invalid_request', message: 'Identity not found' },
        claims: null,
        call: null,
      },
    ],
    [
      'no answer',
      ['imds.status=0', 'imds.trouble=timeout'],
      { imds: { status: 0, trouble: 'timeout' }, claims: null },
    ],
    ['a trouble nobody knows', ['imds.status=0', 'imds.trouble=gremlins'], { imds: { trouble: 'other' } }],
    [
      'the inner code of a vault',
      [
        'imds.status=200',
        'claim.oid=o',
        'call.status=403',
        'call.code=Forbidden',
        'call.innercode=ForbiddenByRbac',
      ],
      { call: { status: 403, code: 'ForbiddenByRbac' } },
    ],
    [
      'numbers that are none',
      ['imds.status=zwei', 'imds.ms=-1', 'claim.oid=o', 'claim.exp=1e9'],
      { imds: { status: 0, durationMs: 0 }, claims: { exp: -1 } },
    ],
    [
      'an equals sign in a message',
      ['imds.status=400', 'imds.message=a=b', 'imds.message=later'],
      { imds: { message: 'a=b' } },
    ],
  ])('%s', (_, more, result) => {
    expect(parseProbe(linux(lines(...more).join('\n')))).toMatchObject({ ok: true, result });
  });

  it('carries no token, no control character, and nothing it does not know', () => {
    const odd = lines(
      'imds.status=200',
      `imds.message=${token}`,
      `claim.oid=x`,
      `claim.aud=${token}`,
      `secret=hunter2`,
      `call.status=200`,
      `call.version=${token}`,
      `call.code=\u001b[31mred`,
    );
    const text = JSON.stringify(parseProbe(linux(odd.join('\n'))));
    expect(text).not.toMatch(/eyJ|hunter2|\\u001b/);
  });

  it('keeps at most 600 characters of a text', () => {
    const parsed = parseProbe(linux(lines('imds.status=400', `imds.message=${'x'.repeat(5000)}`).join('\n')));
    expect(parsed.ok && parsed.result.imds.message.length).toBe(600);
  });
});

describe('what came instead', () => {
  it.each([
    ['nothing', linux(''), /did not answer. It wrote nothing/],
    ['no status at all', [], /did not answer/],
    [
      'a script that was cut off',
      linux(without('end').join('\n'), 'Killed'),
      /cut off before its end. The virtual machine said: Killed/,
    ],
    ['only the end of a long answer', linux(without('keyless-probe=1').join('\n')), /last 4,096 bytes/],
    ['a shell without curl', linux('', 'sh: 1: curl: not found'), /curl: not found/],
    [
      'an old agent',
      [{ code: 'ProvisioningState/failed', message: 'Enable failed: processing file downloads failed' }],
      /did not answer/,
    ],
    ['a token instead', linux(token), /did not answer/],
    [
      'Windows that forbids scripts',
      windows('', 'running scripts is disabled on this system'),
      /scripts is disabled/,
    ],
  ])('%s', (_, answer, why) => {
    const parsed = parseProbe(answer);
    expect(parsed.ok ? '' : parsed.why).toMatch(why);
    expect(JSON.stringify(parsed)).not.toContain('eyJ');
  });
});
