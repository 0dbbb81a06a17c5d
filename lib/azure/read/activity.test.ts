import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { resourceParts } from '@/lib/arm/arm-id';
import { withCallContext } from '@/lib/azure/call-context';
import type { AzureClients } from '@/lib/azure/clients';
import { faultOf } from '@/lib/azure/testing/fault-of';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import type { Activity } from '@/lib/model/activity';
import { activity } from './activity';

const dayMs = 86_400_000;

let azure: EmulatedEstate;
let clients: AzureClients;
let subscriptionId: string;
beforeAll(async () => {
  azure = await startEmulatedEstate({ scenario: 'contoso' });
  subscriptionId = azure.subscriptionId('Contoso Dev');
  clients = azure.clientsOf('owner');
});
beforeEach(() => azure.emulator.faults.clear());
afterAll(() => azure.close());

const identityId = (name: string) =>
  `/subscriptions/${subscriptionId}/resourceGroups/rg-dev/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

async function writeIdentity(name: string, correlationId: string = randomUUID()): Promise<string> {
  const id = identityId(name);
  const { resourceGroup } = resourceParts(id);
  await withCallContext({ correlationId }, () =>
    clients
      .identity(subscriptionId)
      .userAssignedIdentities.createOrUpdate(resourceGroup, name, { location: 'westeurope' }),
  );
  return id;
}

const shown = ({ events }: Activity) => events.map(({ operation, status }) => `${operation} ${status}`);

it('reads who wrote a resource, newest first, whatever the casing of its id', async () => {
  const correlationId = randomUUID();
  const id = await writeIdentity('id-written', correlationId);
  const before = Date.now();
  const found = await azure.readerOf('owner').activity(id.toUpperCase());
  const operation = 'Microsoft.ManagedIdentity/userAssignedIdentities/write';
  expect(shown(found)).toEqual([`${operation} Succeeded`, `${operation} Started`]);
  expect(found.events[0]).toMatchObject({
    operationText: 'Create/Update User Assigned Identity',
    resourceId: id,
    caller: 'olivia.moreno@contoso.example',
    correlationId,
  });
  expect(found.events[0]?.id).not.toBe(found.events[1]?.id);
  expect(found.events[0]?.at).toBeLessThanOrEqual(before);
  expect(before - found.since).toBeLessThan(90 * dayMs);
  expect(before - found.since).toBeGreaterThan(89 * dayMs);
  expect(found.cut).toBe(false);
});

it('finds what happened before the portal looked, and nothing about what is older than the log', async () => {
  const reader = azure.readerOf('owner');
  expect(shown(await reader.activity(identityId('id-tmp-01')))).toHaveLength(2);
  const old = `/subscriptions/${azure.subscriptionId('Contoso Prod')}/resourceGroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-web-prod`;
  expect((await reader.activity(old)).events).toEqual([]);
});

it('does not ask again within seconds, and does not tell one caller what another was told', async () => {
  const id = await writeIdentity('id-kept');
  const now = Date.now();
  const own = azure.clientsOf('owner');
  const first = await activity(own, id, now);
  const calls = own.meter.total;
  await writeIdentity('id-kept');
  expect(await activity(own, id, now + 29_000)).toBe(first);
  expect(own.meter.total).toBe(calls);
  expect((await activity(own, id, now + 31_000)).events).toHaveLength(4);
  expect((await activity(azure.clientsOf('owner'), id, now)).events.length).toBeGreaterThan(0);
  await faultOf(activity(azure.clientsOf('nobody'), id, now));
});

it('keeps a refusal in Azure’s words, and asks again after any other failure', async () => {
  const id = `/subscriptions/${azure.subscriptionId('Contoso Prod')}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`;
  const refused = azure.readerOf('managed-identity-operator');
  const fault = await faultOf(refused.activity(id));
  expect(fault).toMatchObject({
    status: 403,
    code: 'AuthorizationFailed',
    during: 'Read the Azure Activity Log',
  });
  expect(fault.message).toContain('microsoft.insights/eventtypes/values/read');
  const calls = refused.calls.total;
  expect(await faultOf(refused.activity(id))).toEqual(fault);
  expect(refused.calls.total).toBe(calls);
  const owner = azure.readerOf('owner');
  azure.emulator.faults.add({ kind: '500', match: 'eventtypes', count: 4 });
  expect(await faultOf(owner.activity(id))).toMatchObject({ status: 500 });
  expect(await owner.activity(id)).toMatchObject({ cut: false });
});

it('says when there was more than it read', async () => {
  for (let round = 0; round < 101; round++) await writeIdentity('id-busy');
  const { events, cut } = await activity(azure.clientsOf('owner'), identityId('id-busy'));
  expect(cut).toBe(true);
  expect(events).toHaveLength(200);
  const times = events.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((left, right) => right - left));
});

it('asks nothing for what lies in no subscription', async () => {
  const reader = azure.readerOf('owner');
  expect(await faultOf(reader.activity('/providers/Microsoft.Management/managementGroups/x'))).toMatchObject({
    code: 'InvalidId',
  });
  expect(reader.calls.total).toBe(0);
});

it('reads a service principal with its certificate, and tells absent from refused', async () => {
  const { world, endpoints, clock } = azure.emulator;
  const reader = azure.readerOf('owner');
  const principal = [...world.principals.values()].find(({ displayName }) => displayName === 'id-tmp-01');
  if (principal?.kind !== 'ServicePrincipal') throw new Error('Contoso has no id-tmp-01.');
  const found = await reader.servicePrincipal(principal.objectId);
  expect(found).toMatchObject({
    objectId: principal.objectId,
    appId: principal.appId,
    displayName: 'id-tmp-01',
    type: 'ManagedIdentity',
    alternativeNames: ['isExplicit=True', expect.stringContaining('/id-tmp-01')],
    homeTenantId: '',
    // Graph's times are whole seconds.
    created: Math.floor(principal.createdTime / 1000) * 1000,
  });
  const [certificate] = found?.certificates ?? [];
  expect(found?.certificates).toHaveLength(1);
  expect(Number(certificate?.until) - Number(certificate?.from)).toBe(90 * dayMs);
  expect(certificate?.until).toBeGreaterThan(clock.now());
  const application = endpoints.servicePrincipals[0];
  expect(await reader.servicePrincipal(application?.objectId ?? '')).toMatchObject({
    type: 'Application',
    homeTenantId: endpoints.tenantId,
  });
  expect(await reader.servicePrincipal(randomUUID())).toBeNull();
  azure.emulator.faults.add({ kind: '403', match: 'servicePrincipals' });
  expect(await faultOf(reader.servicePrincipal(principal.objectId))).toMatchObject({ status: 403 });
});
