import { createHash, randomBytes } from 'node:crypto';
import tls from 'node:tls';
import { ComputeManagementClient } from '@azure/arm-compute';
import type { TokenCredential } from '@azure/core-auth';
import {
  AuthorizationCodeCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  DeviceCodeCredential,
  ManagedIdentityCredential,
  OnBehalfOfCredential,
} from '@azure/identity';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { required } from '../../core/test-support.ts';
import { createEmulator, type Emulator } from '../../create-emulator.ts';
import { powerOf, vmType } from '../compute/virtual-machines/vm-wire.ts';

const publicClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
const scope = 'https://management.azure.com/.default';
const redirectUri = 'http://localhost:8400/';
const answerSchema = z.looseObject({
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  error: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
});
let emulator: Emulator;
let person: { upn: string; password: string; objectId: string };

beforeAll(async () => {
  emulator = await createEmulator({ scenario: 'contoso' });
  tls.setDefaultCACertificates([...tls.getCACertificates(), emulator.caPem]);
  person = required(emulator.endpoints.people.find(({ roles }) => roles[0] === 'owner'));
});
afterAll(() => emulator.close());

function options(): { authorityHost: string; disableInstanceDiscovery: true } {
  return { authorityHost: emulator.endpoints.authority, disableInstanceDiscovery: true };
}

function application() {
  return required(emulator.endpoints.servicePrincipals[0]);
}

async function machines(credential: TokenCredential): Promise<number> {
  const compute = new ComputeManagementClient(credential, required(emulator.endpoints.subscriptions[0]), {
    endpoint: emulator.endpoints.resourceManager,
    credentials: { scopes: [scope] },
  });
  let count = 0;
  for await (const _vm of compute.virtualMachines.listAll()) count += 1;
  return count;
}

function at(path: string): string {
  return `${emulator.endpoints.authority}/${emulator.endpoints.tenantId}/oauth2/${path}`;
}

function authorizeUrl(more: Record<string, string> = {}): string {
  const query = {
    client_id: publicClientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `${scope} openid offline_access`,
    state: 's1',
    ...more,
  };
  return `${at('v2.0/authorize')}?${new URLSearchParams(query)}`;
}

/** What a browser does: presses a person's button and is sent back to the application. */
async function signIn(url: string, form: Record<string, string> = { person: person.upn }): Promise<URL> {
  const reply = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  expect(reply.status).toBe(302);
  return new URL(required(reply.headers.get('location') ?? undefined));
}

async function token(form: Record<string, string>): Promise<z.infer<typeof answerSchema>> {
  const reply = await fetch(at('v2.0/token'), {
    method: 'POST',
    body: new URLSearchParams({ client_id: publicClientId, ...form }),
  });
  return answerSchema.parse(await reply.json());
}

describe('each credential of the Azure SDK lists machines', () => {
  it('on behalf of a person, with the application’s secret or certificate', async () => {
    const { clientId, secret, certificateFile } = application();
    const user = await token({
      grant_type: 'password',
      username: person.upn,
      password: person.password,
      scope: `api://${clientId}/.default`,
    });
    const shared = {
      tenantId: emulator.endpoints.tenantId,
      clientId,
      userAssertionToken: required(user.access_token),
      ...options(),
    };
    const bySecret = new OnBehalfOfCredential({ ...shared, clientSecret: secret });
    expect(await machines(bySecret)).toBeGreaterThan(10);
    expect(decodeJwt((await bySecret.getToken(scope)).token)).toMatchObject({
      oid: person.objectId,
      appid: clientId,
      idtyp: 'user',
    });
    expect(
      await machines(new OnBehalfOfCredential({ ...shared, certificatePath: certificateFile })),
    ).toBeGreaterThan(10);
    const wrong = await token({
      grant_type: 'password',
      username: person.upn,
      password: person.password,
      scope,
    });
    const misled = new OnBehalfOfCredential({
      ...shared,
      clientSecret: secret,
      userAssertionToken: required(wrong.access_token),
    });
    await expect(misled.getToken(scope)).rejects.toThrow('AADSTS500131');
  });

  it('by authorization code', async () => {
    const { clientId, secret } = application();
    const back = await signIn(authorizeUrl({ client_id: clientId }));
    expect(back.searchParams.get('state')).toBe('s1');
    const code = required(back.searchParams.get('code') ?? undefined);
    const credential = new AuthorizationCodeCredential(
      emulator.endpoints.tenantId,
      clientId,
      secret,
      code,
      redirectUri,
      options(),
    );
    expect(await machines(credential)).toBeGreaterThan(10);
  });

  it('by device code', async () => {
    const credential = new DeviceCodeCredential({
      tenantId: emulator.endpoints.tenantId,
      clientId: publicClientId,
      ...options(),
      userPromptCallback: async ({ userCode, verificationUri }) => {
        const shown = await fetch(`${verificationUri}?otc=${userCode.toLowerCase()}`);
        expect(await shown.text()).toContain('Microsoft Azure CLI');
        await fetch(verificationUri, {
          method: 'POST',
          body: new URLSearchParams({ otc: userCode, username: person.upn, password: person.password }),
        });
      },
    });
    expect(await machines(credential)).toBeGreaterThan(10);
  });

  it('as an application, by secret and certificate', async () => {
    const { clientId, secret, certificateFile } = application();
    const { tenantId } = emulator.endpoints;
    expect(await machines(new ClientSecretCredential(tenantId, clientId, secret, options()))).toBeGreaterThan(
      10,
    );
    expect(
      await machines(new ClientCertificateCredential(tenantId, clientId, certificateFile, options())),
    ).toBeGreaterThan(10);
  });

  it('as a machine: system-assigned, by client id and by resource id', async () => {
    const { world } = emulator;
    const both = required(
      [...world.resources.values()].find(
        (vm) =>
          vm.type === vmType &&
          vm.identity?.system &&
          vm.identity.user.some(({ id }) => world.resources.get(id)) &&
          powerOf(vm) === 'running',
      ),
    );
    const identity = required(both.identity);
    const system = required(identity.system);
    const user = required(identity.user.find(({ id }) => world.resources.get(id)));
    for (const principalId of [system.principalId, user.principalId]) {
      world.roleAssignments.put({
        name: crypto.randomUUID(),
        scope: `/subscriptions/${required(emulator.endpoints.subscriptions[0])}`,
        roleName: required(world.roleDefinitions.find('roleName', 'Reader')[0]).name,
        principalId,
        principalType: 'ServicePrincipal',
        createdOn: '',
        updatedOn: '',
        createdBy: '',
        updatedBy: '',
      });
    }
    vi.stubEnv('AZURE_POD_IDENTITY_AUTHORITY_HOST', `${emulator.endpoints.imds}${both.id}`);
    for (const credential of [
      new ManagedIdentityCredential(),
      new ManagedIdentityCredential({ clientId: user.clientId }),
      new ManagedIdentityCredential({ resourceId: user.id }),
    ]) {
      expect(await machines(credential)).toBeGreaterThan(10);
    }
    vi.unstubAllEnvs();
  });
});

describe('authorization codes', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const redeem = (back: URL, more: Record<string, string> = {}) =>
    token({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    });

  it('are good once, for their verifier and redirect, and give an ID token with the nonce and a refresh token', async () => {
    const back = await signIn(authorizeUrl({ ...challenge, nonce: 'n-1' }));
    expect((await redeem(back, { code_verifier: 'wrong' })).error_codes).toEqual([501481]);
    expect((await redeem(back, { redirect_uri: 'http://localhost:1/' })).error_codes).toEqual([500112]);
    const answer = await redeem(back);
    expect(decodeJwt(required(answer.id_token))).toMatchObject({
      nonce: 'n-1',
      aud: publicClientId,
      oid: person.objectId,
    });
    expect((await redeem(back)).error_codes).toEqual([54005]);
    const again = await token({
      grant_type: 'refresh_token',
      refresh_token: required(answer.refresh_token),
      scope,
    });
    expect(decodeJwt(required(again.access_token)).oid).toBe(person.objectId);
    expect(again.refresh_token).not.toBe(answer.refresh_token);
  });

  it('come by fragment and by form, as asked', async () => {
    const back = await signIn(authorizeUrl({ response_mode: 'fragment' }));
    expect(new URLSearchParams(back.hash.slice(1)).get('state')).toBe('s1');
    const posted = await fetch(authorizeUrl({ response_mode: 'form_post' }), {
      method: 'POST',
      body: new URLSearchParams({ person: person.upn }),
    });
    expect(await posted.text()).toContain(`action="${redirectUri}"`);
  });

  it('end after ten minutes', async () => {
    const back = await signIn(authorizeUrl(challenge));
    emulator.clock.advance(10 * 60_000 + 1);
    expect((await redeem(back)).error_codes).toEqual([70008]);
  });
});

describe('the sign-in page', () => {
  it('lists the people, tells no password, and runs no text of a request', async () => {
    const reply = await fetch(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }));
    const html = await reply.text();
    expect(html).toContain(person.upn);
    expect(html).not.toContain(person.password);
    expect(html).not.toContain('<script>alert');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('says what is wrong, and stays', async () => {
    const reply = await fetch(authorizeUrl(), {
      method: 'POST',
      body: new URLSearchParams({ username: person.upn, password: 'no' }),
    });
    expect(reply.status).toBe(401);
    expect(await reply.text()).toContain('invalid username or password');
  });

  it.each([
    ['a redirect to elsewhere', { redirect_uri: 'https://example.com/' }, 'AADSTS50011'],
    ['an unknown application', { client_id: crypto.randomUUID() }, 'AADSTS700016'],
    ['another response type', { response_type: 'token' }, 'AADSTS700054'],
  ])('refuses %s', async (_what, query, code) => {
    const reply = await fetch(authorizeUrl(query));
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain(code);
  });

  it('answers a silent request without a page', async () => {
    const reply = await fetch(authorizeUrl({ prompt: 'none' }), { redirect: 'manual' });
    expect(new URL(reply.headers.get('location') ?? '').searchParams.get('error')).toBe('login_required');
  });
});

describe('device codes', () => {
  const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };
  const begin = async () => {
    const reply = await fetch(at('v2.0/devicecode'), {
      method: 'POST',
      body: new URLSearchParams({ client_id: publicClientId, scope }),
    });
    return z
      .looseObject({ device_code: z.string(), user_code: z.string(), verification_uri: z.string() })
      .parse(await reply.json());
  };

  it('are pending, declined, unknown or expired, in Entra’s words', async () => {
    const { device_code, user_code, verification_uri } = await begin();
    expect((await token({ ...grant, device_code })).error).toBe('authorization_pending');
    await fetch(verification_uri, {
      method: 'POST',
      body: new URLSearchParams({ otc: user_code, decline: 'true' }),
    });
    expect((await token({ ...grant, device_code })).error).toBe('authorization_declined');
    expect((await token({ ...grant, device_code: 'nonsense' })).error).toBe('bad_verification_code');
    const late = await begin();
    emulator.clock.advance(15 * 60_000 + 1);
    expect((await token({ ...grant, device_code: late.device_code })).error).toBe('expired_token');
    const page = await fetch(`${late.verification_uri}?otc=${late.user_code}`);
    expect(page.status).toBe(400);
  });
});
