import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { refusal, startTenant, type Tenant } from '../sdk-test-support.ts';

let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());
afterEach(() => {
  tenant.emulator.world.roleDelayMs = 0;
});

function control(path: string, body: unknown): Promise<Response> {
  const { resourceManager, controlSecret } = tenant.emulator.endpoints;
  return fetch(`${resourceManager}/_emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-emulator-secret': controlSecret },
    body: JSON.stringify(body),
  });
}

it('a deny assignment is named by who it refuses, and only where a role would allow', async () => {
  const reader = tenant.withRoles({ role: 'Reader', scope: tenant.group });
  const nobody = tenant.withRoles();
  const action = 'Microsoft.Compute/virtualMachines/read';
  const made = await control('deny-assignments', {
    displayName: 'Deny assignment of a stack',
    scope: tenant.group,
    actions: [action],
    excludePrincipals: [{ id: tenant.owner.objectId, type: 'ServicePrincipal' }],
  });
  const { name } = await made.json();
  const scope = `${tenant.group}/providers/Microsoft.Compute/virtualMachines/none`;
  const client = (await refusal(nobody.compute.virtualMachines.get('rg1', 'none'))).message;
  expect(client).toContain('does not have authorization to perform action');
  const refused = await refusal(reader.compute.virtualMachines.get('rg1', 'none'));
  expect(refused).toMatchObject({ status: 403, code: 'DenyAssignmentAuthorizationFailed' });
  expect(refused.message).toContain(
    `with object id '${reader.objectId}' has permission to perform action '${action}' on scope '${scope}'; however, the access is denied because of the deny assignment with name 'Deny assignment of a stack' and Id '${name.replaceAll('-', '')}' at scope '${tenant.group}'.`,
  );
  expect((await refusal(tenant.owner.compute.virtualMachines.get('rg1', 'none'))).status).toBe(404);
  tenant.emulator.world.denyAssignments.delete(name);
});

it('a condition that is not met is said to be in the way', async () => {
  const condition = `(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) AND (@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'x')`;
  const reader = tenant.withRoles({ role: 'Reader', scope: tenant.group, condition });
  const refused = await refusal(reader.compute.virtualMachines.get('rg1', 'none'));
  expect(refused).toMatchObject({ status: 403, code: 'AuthorizationFailed' });
  expect(refused.message).toContain(
    'does not have authorization or an ABAC condition not fulfilled to perform',
  );
});

it('a role assignment counts once it is as old as the delay', async () => {
  const reader = tenant.withRoles({ role: 'Reader', scope: tenant.group });
  const status = async () => (await refusal(reader.compute.virtualMachines.get('rg1', 'none'))).status;
  expect(await status()).toBe(404);
  expect((await control('roles', { delayMs: 600_000 })).status).toBe(200);
  expect(await status()).toBe(403);
  tenant.emulator.clock.advance(599_000);
  expect(await status()).toBe(403);
  tenant.emulator.clock.advance(2000);
  expect(await status()).toBe(404);
  const late = tenant.withRoles({ role: 'Reader', scope: tenant.group });
  expect((await refusal(late.compute.virtualMachines.get('rg1', 'none'))).status).toBe(403);
  expect((await control('roles', { delayMs: 0 })).status).toBe(200);
  expect((await refusal(late.compute.virtualMachines.get('rg1', 'none'))).status).toBe(404);
  expect((await control('roles', { delayMs: -1 })).status).toBe(400);
});

it('the delay an emulator is started with is there again after a reset, and spares what the scenario assigned', async () => {
  const slow = await startTenant({ roleDelayMs: 60_000 });
  try {
    const { emulator } = slow;
    const reader = slow.withRoles({ role: 'Reader', scope: slow.scope });
    expect((await slow.owner.send('GET', slow.scope)).status).toBe(200);
    expect((await reader.send('GET', slow.group)).status).toBe(403);
    emulator.clock.advance(61_000);
    expect((await reader.send('GET', slow.group)).status).toBe(200);
    emulator.world.roleDelayMs = 0;
    emulator.reset();
    expect(emulator.world.roleDelayMs).toBe(60_000);
  } finally {
    await slow.emulator.close();
  }
});

it('an expired token is refused with its expiry', async () => {
  const { resourceManager } = tenant.emulator.endpoints;
  const first = await tenant.owner.send('GET', tenant.scope);
  expect(first.status).toBe(200);
  const missing = await fetch(`${resourceManager}${tenant.scope}?api-version=2022-12-01`);
  expect(missing.status).toBe(401);
  expect(await missing.json()).toMatchObject({ error: { code: 'AuthenticationFailed' } });
  tenant.emulator.clock.advance(3 * 3600_000);
  const late = await tenant.owner.send('GET', tenant.scope);
  expect(late.status).toBe(401);
  expect(late.headers.get('www-authenticate')).toContain('error="invalid_token"');
  expect(await late.json()).toMatchObject({
    error: {
      code: 'ExpiredAuthenticationToken',
      message: expect.stringMatching(
        /^The access token expiry UTC time '.*' is earlier than current UTC time/,
      ),
    },
  });
});
