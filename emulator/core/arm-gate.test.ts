import { SignJWT, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { signingKey } from '../providers/entra/signing-key.ts';
import type { ServicePrincipal } from './contract/entities.ts';
import type { Provider } from './contract/provider.ts';
import { type ArmHarness, armHarness, required } from './test-support.ts';

const provider: Provider = {
  namespace: 'Contoso.Things',
  resourceTypes: [{ name: 'things', apiVersions: ['2024-01-01'], locations: [] }],
  routes: [
    {
      method: 'PUT',
      path: '/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Contoso.Things/things/{name}',
      operation: 'Things_Create',
      action: 'Contoso.Things/things/write',
      handle: () => ({ status: 200, body: {} }),
    },
    {
      method: 'POST',
      path: '/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Contoso.Things/things/{name}/start',
      operation: 'Things_Start',
      action: 'Contoso.Things/things/start/action',
      handle: () => ({ status: 200, body: {} }),
    },
    {
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Contoso.Things/things',
      operation: 'Things_List',
      action: 'Contoso.Things/things/read',
      handle: () => ({ status: 200, body: { value: [] } }),
    },
  ],
};

let harness: ArmHarness;
let asked: { action: string; scope: string }[];
let allowed: boolean;

beforeEach(async () => {
  asked = [];
  allowed = true;
  harness = await armHarness([provider], {
    may(_, action, scope) {
      asked.push({ action, scope });
      return allowed;
    },
  });
});

function thing(): string {
  return `/subscriptions/${harness.subscriptionId}/resourceGroups/Rg/providers/Contoso.Things/things/T1`;
}

function application(): ServicePrincipal {
  const principal = [...harness.world.principals.values()].find((row) => row.kind === 'ServicePrincipal');
  return required(principal?.kind === 'ServicePrincipal' ? principal : undefined);
}

async function answer(
  authorization: string,
): Promise<{ status: number; code: unknown; challenge: string | undefined }> {
  const reply = await harness.send('PUT', `${thing()}?api-version=2024-01-01`, {
    headers: { authorization },
  });
  const body = JSON.parse(reply.body ?? '{}');
  return { status: reply.status, code: body.error?.code, challenge: reply.headers['www-authenticate'] };
}

describe('a token is refused', () => {
  it('when there is none', async () => {
    expect(await answer('')).toMatchObject({ status: 401, code: 'AuthenticationFailed' });
  });

  it('when it is no token', async () => {
    expect(await answer('Bearer abc.def')).toMatchObject({ status: 401, code: 'InvalidAuthenticationToken' });
  });

  it('when it is unsigned (alg none)', async () => {
    const nowSeconds = Math.floor(harness.clock.now() / 1000);
    const token = new UnsecuredJWT({
      aud: 'https://management.azure.com',
      iss: harness.tokens.issuer,
      tid: harness.world.tenantId,
      oid: application().objectId,
      idtyp: 'app',
      appid: application().appId,
      nbf: nowSeconds,
      exp: nowSeconds + 3600,
    }).encode();
    expect(await answer(`Bearer ${token}`)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
    });
  });

  it('when somebody else signed it', async () => {
    const token = await new SignJWT({ tid: harness.world.tenantId })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('a secret that is long enough for it'));
    expect(await answer(`Bearer ${token}`)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
    });
  });

  it('when it is for another resource', async () => {
    const { token } = await harness.tokens.issue(application(), 'https://graph.microsoft.com', {
      clientId: 'c',
    });
    const refused = await answer(`Bearer ${token}`);
    expect(refused).toMatchObject({ status: 401, code: 'InvalidAuthenticationTokenAudience' });
    expect(refused.challenge).toContain('Bearer authorization_uri=');
  });

  it('when it is from another tenant', async () => {
    const token = await new SignJWT({
      tid: crypto.randomUUID(),
      oid: 'o',
      idtyp: 'app',
      appid: 'a',
      aud: 'https://management.azure.com',
      iss: 'https://sts.windows.net/other/',
      nbf: 0,
      exp: 9_999_999_999,
    })
      .setProtectedHeader({ alg: 'RS256' })
      .sign((await signingKey()).privateKey);
    expect(await answer(`Bearer ${token}`)).toMatchObject({ code: 'InvalidAuthenticationTokenTenant' });
  });

  it('when the clock has passed its end', async () => {
    const { token, expiresInSeconds } = await harness.tokens.issue(
      application(),
      'https://management.azure.com/',
      {
        clientId: 'c',
      },
    );
    expect(await answer(`Bearer ${token}`)).toMatchObject({ status: 200 });
    harness.clock.advance(expiresInSeconds * 1000);
    expect(await answer(`Bearer ${token}`)).toMatchObject({
      status: 401,
      code: 'ExpiredAuthenticationToken',
    });
  });
});

describe('authorization', () => {
  it('is asked for the resource of a write, though it does not exist yet', async () => {
    await harness.send('PUT', `${thing()}?api-version=2024-01-01`);
    expect(asked).toEqual([{ action: 'Contoso.Things/things/write', scope: thing() }]);
  });

  it('is asked for the resource of an action', async () => {
    await harness.send('POST', `${thing()}/start?api-version=2024-01-01`);
    expect(asked).toEqual([{ action: 'Contoso.Things/things/start/action', scope: thing() }]);
  });

  it('is asked for the provider of a list', async () => {
    const scope = `/subscriptions/${harness.subscriptionId}/providers/Contoso.Things`;
    await harness.send('GET', `${scope}/things?api-version=2024-01-01`);
    expect(asked).toEqual([{ action: 'Contoso.Things/things/read', scope }]);
  });

  it('fails in Azure’s words', async () => {
    allowed = false;
    const reply = await harness.send('PUT', `${thing()}?api-version=2024-01-01`, { text: 'not even JSON' });
    const { appId, objectId } = application();
    expect(reply.status).toBe(403);
    expect(reply.headers['x-ms-failure-cause']).toBe('gateway');
    expect(reply.headers['x-ms-request-id']).toBe(reply.headers['x-ms-correlation-request-id']);
    expect(JSON.parse(reply.body ?? '')).toEqual({
      error: {
        code: 'AuthorizationFailed',
        message: `The client '${appId}' with object id '${objectId}' does not have authorization to perform action 'Contoso.Things/things/write' over scope '${thing()}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      },
    });
  });
});
