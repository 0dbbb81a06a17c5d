import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fetch } from './contract/script.ts';
import { runPowerShell } from './powershell/run.ts';
import { runShell } from './shell/shell.ts';
import { parametersOf, valuesOf } from './token-probe-test-support.ts';

const sh = readFileSync('public/probe/token-probe.sh', 'utf8');
const powershell = readFileSync('public/probe/token-probe.ps1', 'utf8');

const claims = { aud: 'https://vault.azure.net', oid: 'o', appid: 'p', iat: 1, nbf: 1, exp: 2 };
const token = `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
const issued = {
  status: 200,
  headers: { server: 'IMDS/1' },
  body: JSON.stringify({ access_token: token }),
};
const parameters = parametersOf({ callUrl: 'https://kv.vault.azure.net/secrets/a?api-version=7.4' });

async function both(fetch: Fetch): Promise<Record<string, string>[]> {
  const outputs = [await runShell(sh, parameters, fetch), await runPowerShell(powershell, parameters, fetch)];
  return outputs.map(({ stdout, stderr }) => {
    expect(stderr).toBe('');
    return valuesOf(stdout);
  });
}

describe('a refusal reads the same from both scripts', () => {
  it.each([
    [
      'escapes',
      '{"error":{"code":"A","message":"one\\r\\ntwo \\u0027x\\u0027 C:\\\\new\\\\"}}',
      "one  two 'x' C:\\new\\",
    ],
    [
      'details',
      '{"error":{"code":"A","message":"outer","details":[{"code":"B","message":"inner"}]}}',
      'outer',
    ],
    [
      'an inner error',
      '{"error":{"code":"A","message":"outer","innererror":{"code":"B","message":"inner"}}}',
      'outer',
    ],
    ['tabs and lines', '{\n\t"error": {\n\t\t"code":\t"A",\n\t\t"message": "outer"\n\t}\n}', 'outer'],
  ])('with %s', async (_, body, message) => {
    const answers = await both(async ({ url }) =>
      url.hostname === '169.254.169.254' ? issued : { status: 403, headers: {}, body },
    );
    for (const values of answers) expect(values).toMatchObject({ 'call.code': 'A', 'call.message': message });
  });

  it('with quotes, which the shell script shows as single ones', async () => {
    const body = '{"error":"invalid_request","error_description":"no \\"x\\" here"}';
    const [shell, windows] = await both(async () => ({ status: 400, headers: { server: 'IMDS/1' }, body }));
    expect(shell?.['imds.message']).toBe("no 'x' here");
    expect(windows?.['imds.message']).toBe('no "x" here');
  });
});

it('never takes a secret’s value for its version', async () => {
  const id = 'https://kv.vault.azure.net/secrets/a/0123456789abcdef0123456789abcdef';
  const value = JSON.stringify({ id: 'https://x/secrets/a/hidden', error: 'hidden', message: 'hidden' });
  for (const secret of [
    { value, id },
    { id, value },
  ]) {
    const answers = await both(async ({ url }) => {
      if (url.hostname === '169.254.169.254') return issued;
      return { status: 200, headers: {}, body: JSON.stringify(secret) };
    });
    for (const values of answers) {
      expect(values['call.version']).toBe('0123456789abcdef0123456789abcdef');
      expect(JSON.stringify(values)).not.toContain('hidden');
    }
  }
});

describe('a proxy that does not answer is in the way', () => {
  const behindProxy: Fetch = async (request) => {
    if (request.bypassesProxy) return issued;
    request.onNoAnswer?.('refused');
    return undefined;
  };

  it.each([
    ['sh', () => runShell(`http_proxy=http://10.0.0.9:3128\n${sh}`, parametersOf({}), behindProxy)],
    [
      'PowerShell',
      () =>
        runPowerShell(
          powershell.replace(
            '[System.Net.WebRequest]::DefaultWebProxy',
            "New-Object System.Net.WebProxy 'http://10.0.0.9:3128'",
          ),
          parametersOf({}),
          behindProxy,
        ),
    ],
  ])('for %s, when one is set', async (_, run) => {
    expect(valuesOf((await run()).stdout)).toMatchObject({
      'imds.trouble': 'proxy',
      'imds.status': '200',
      'claim.oid': 'o',
    });
  });

  it('and none is to blame when none is set', async () => {
    for (const values of await both(behindProxy))
      expect(values).toMatchObject({ 'imds.trouble': 'refused', 'imds.status': '0' });
  });
});
