import { randomUUID } from 'node:crypto';
import type { EventData } from '@azure/arm-monitor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayMs } from '../../core/contract/clock.ts';
import { invalidContent } from '../../core/rules/arm-errors.ts';
import { required } from '../../core/test-support.ts';
import { all, type Clients, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';
import { recordedWrites } from './tables.ts';
import { openWriteRecord } from './write-record.ts';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.emulator.close());

const at = (ms: number): string => new Date(tenant.emulator.clock.now() + ms).toISOString();
const lately = (more = ''): string =>
  `eventTimestamp ge '${at(-3_600_000)}' and eventTimestamp le '${at(60_000)}'${more}`;
const identityId = (name: string, group = tenant.group): string =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const vmId = (name: string): string => `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`;

function eventsOf(id: string, who: Clients = tenant.owner): Promise<EventData[]> {
  return all(who.monitor.activityLogs.list(lately(` and resourceUri eq '${id}'`)));
}

const shown = (events: EventData[]) =>
  events.map(({ operationName, status, subStatus }) =>
    [operationName?.value, status?.value, subStatus?.value].join(' '),
  );

describe('what is written', () => {
  it('is there with who, when and what, begun and ended', async () => {
    const correlationId = randomUUID();
    const before = tenant.emulator.clock.now();
    await tenant.owner.send(
      'PUT',
      identityId('id-a'),
      { location: 'westeurope' },
      { 'x-ms-correlation-request-id': correlationId },
    );
    const events = await eventsOf(identityId('id-a').toUpperCase());
    const action = 'Microsoft.ManagedIdentity/userAssignedIdentities/write';
    expect(shown(events)).toEqual([`${action} Succeeded Created`, `${action} Started `]);
    const [event] = events;
    expect(event).toMatchObject({
      authorization: { action, scope: identityId('id-a') },
      caller: tenant.owner.objectId,
      category: { value: 'Administrative' },
      correlationId,
      level: 'Informational',
      operationName: { localizedValue: 'Create/Update User Assigned Identity' },
      resourceGroupName: 'rg1',
      resourceId: identityId('id-a'),
      resourceProviderName: { value: 'Microsoft.ManagedIdentity' },
      resourceType: { value: 'Microsoft.ManagedIdentity/userAssignedIdentities' },
      subscriptionId: tenant.subscriptionId,
      tenantId: tenant.emulator.endpoints.tenantId,
      httpRequest: { method: 'PUT', clientIpAddress: '127.0.0.1' },
      subStatus: { localizedValue: 'Created (HTTP Status Code: 201)' },
    });
    expect(event?.eventTimestamp?.getTime()).toBeGreaterThanOrEqual(before);
    expect(event?.operationId).toBe(events[1]?.operationId);
    expect(event?.eventDataId).not.toBe(events[1]?.eventDataId);
    const claims = required(event?.claims);
    expect(claims['http://schemas.microsoft.com/identity/claims/objectidentifier']).toBe(
      tenant.owner.objectId,
    );
    expect(JSON.stringify(events)).not.toMatch(/eyJ|secret|password/i);
  });

  it('of a long-running operation is accepted first, and ended by the clock', async () => {
    const properties = { hardwareProfile: { vmSize: 'Standard_B1s' }, networkProfile: {} };
    await tenant.owner.send('PUT', vmId('vm-log'), { location: 'westeurope', properties });
    const action = 'Microsoft.Compute/virtualMachines/write';
    expect(shown(await eventsOf(vmId('vm-log')))).toEqual([
      `${action} Accepted Created`,
      `${action} Started `,
    ]);
    tenant.emulator.clock.advance(10_000);
    expect(shown(await eventsOf(vmId('vm-log')))[0]).toBe(`${action} Succeeded `);
    await tenant.owner.send('POST', `${vmId('vm-log')}/restart`);
    expect(shown(await eventsOf(vmId('vm-log')))[0]).toBe(
      'Microsoft.Compute/virtualMachines/restart/action Accepted Accepted',
    );
    await tenant.owner.send('PUT', vmId('vm-lro-fails'), { location: 'westeurope', properties });
    tenant.emulator.clock.advance(10_000);
    const [failed] = await eventsOf(vmId('vm-lro-fails'));
    expect(failed).toMatchObject({ status: { value: 'Failed' }, level: 'Error' });
    expect(failed?.properties?.statusMessage).toContain('OperationFailed');
  });

  it('is there when it was refused, without what was sent', async () => {
    const stranger = tenant.withRoles({ role: 'Reader', scope: tenant.scope });
    const sent = { location: 'westeurope', properties: { adminPassword: 'P4ssw0rd-canary' } };
    await stranger.send('PUT', vmId('vm-refused'), sent);
    const [refused] = await eventsOf(vmId('vm-refused'));
    expect(refused).toMatchObject({
      caller: stranger.objectId,
      status: { value: 'Failed' },
      subStatus: { value: 'Forbidden' },
    });
    expect(refused?.properties?.statusMessage).toContain('AuthorizationFailed');
    // Words about malformed JSON quote it.
    const { world, clock } = tenant.emulator;
    const { oid, appid } = { oid: stranger.objectId, appid: randomUUID() };
    openWriteRecord(world, clock).answered(
      {
        asker: {
          caller: { objectId: oid, name: appid, kind: 'ServicePrincipal' },
          claims: { aud: '', iss: '', tid: '', oid, appid, idtyp: 'app', nbf: 0, exp: 0 },
          correlationId: randomUUID(),
          clientRequestId: '',
        },
        method: 'PUT',
        resourceId: vmId('vm-malformed'),
        action: 'Microsoft.Compute/virtualMachines/write',
        requestId: randomUUID(),
        startedTime: clock.now(),
      },
      { failure: invalidContent('Unexpected token in {"adminPassword": "canary"'), body: undefined },
    );
    const [malformed] = await eventsOf(vmId('vm-malformed'));
    expect(malformed?.properties?.statusMessage).toContain('InvalidRequestContent');
    expect(JSON.stringify([...world.table(recordedWrites).values()])).not.toContain('canary');
  });

  it('reads are not', async () => {
    await tenant.owner.send('GET', identityId('id-a'));
    expect(await eventsOf(identityId('id-a'))).toHaveLength(2);
  });

  it('by a deployment has the correlation id of the deployment, and operations of its own', async () => {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: ['id-one', 'id-two'].map((name) => ({
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
        apiVersion: '2023-01-31',
        name,
        location: 'westeurope',
      })),
    };
    const id = `${tenant.group}/providers/Microsoft.Resources/deployments/d1`;
    const reply = await tenant.owner.send('PUT', id, { properties: { mode: 'Incremental', template } });
    const correlationId = reply.headers.get('x-ms-correlation-request-id');
    expect(await reply.json()).toMatchObject({ properties: { correlationId } });
    tenant.emulator.clock.advance(10_000);
    const events = await all(
      tenant.owner.monitor.activityLogs.list(lately(` and correlationId eq '${correlationId}'`)),
    );
    const ended = events.filter(({ status }) => status?.value === 'Succeeded');
    expect(new Set(ended.map(({ resourceId }) => resourceId))).toEqual(
      new Set([id, identityId('id-one'), identityId('id-two')]),
    );
    expect(new Set(ended.map(({ operationId }) => operationId)).size).toBe(3);
  });

  it('of role assignments shows what was asked and what was deleted, as their change log reads it', async () => {
    const id = `${tenant.group}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`;
    const principalId = tenant.owner.objectId;
    const roleDefinitionId = `${tenant.scope}/providers/Microsoft.Authorization/roleDefinitions/${reader}`;
    const properties = { roleDefinitionId, principalId, principalType: 'ServicePrincipal' };
    await tenant.owner.send('PUT', `${id}?api-version=2022-04-01`, { properties });
    await tenant.owner.send('DELETE', `${id}?api-version=2022-04-01`);
    const filter = `resourceProvider eq Microsoft.Authorization and eventTimestamp ge ${at(-60_000)} and eventTimestamp le ${at(60_000)}`;
    const events = await all(tenant.owner.monitor.activityLogs.list(filter));
    const [deleted, , , put] = events.filter(({ resourceId }) => resourceId === id);
    expect(put?.status?.value).toBe('Started');
    expect(JSON.parse(put?.properties?.requestbody ?? '')).toEqual({ properties });
    expect(JSON.parse(deleted?.properties?.responseBody ?? '')).toMatchObject({
      properties: { principalId, scope: tenant.group },
    });
  });

  it('above subscriptions is in the log of the tenant', async () => {
    const name = randomUUID();
    const { endpoints } = tenant.emulator;
    const scope = `/providers/Microsoft.Management/managementGroups/${endpoints.tenantId}`;
    tenant.assignRole(tenant.owner.objectId, 'Owner', '/');
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${reader}`;
    const properties = { roleDefinitionId, principalId: tenant.owner.objectId };
    await tenant.owner.send('PUT', `${id}?api-version=2022-04-01`, { properties });
    const events = await all(tenant.owner.monitor.tenantActivityLogs.list({ filter: lately() }));
    expect(events.map(({ resourceId }) => resourceId)).toContain(id);
    expect(events.some(({ resourceId }) => resourceId?.startsWith('/subscriptions/'))).toBe(false);
    expect(await eventsOf(id)).toEqual([]);
  });
});

describe('what is asked', () => {
  const count = async (more: string): Promise<number> =>
    (await all(tenant.owner.monitor.activityLogs.list(lately(more)))).length;

  it('narrows down by group, resource, provider, caller, status, channels and levels', async () => {
    expect(await count(" and resourceGroupName eq 'RG1'")).toBeGreaterThan(0);
    expect(await count(" and resourceGroupName eq 'rg2'")).toBe(0);
    expect(await count(` and resourceId eq '${identityId('id-a')}'`)).toBe(2);
    expect(await count(` and caller eq '${tenant.owner.objectId}' and status eq 'Failed'`)).toBeGreaterThan(
      0,
    );
    expect(await count(" and eventChannels eq 'Admin, Operation' and levels eq 'Critical,Error'")).toBe(
      await count(" and status eq 'Failed'"),
    );
    expect(await count(` and resourceUri eq '${identityId('id-a')}' and status eq 'Started'`)).toBe(1);
  });

  it('selects', async () => {
    const select = 'eventDataId,status';
    const [event] = await all(tenant.owner.monitor.activityLogs.list(lately(), { select }));
    expect(event).toMatchObject({ eventDataId: expect.any(String), status: { value: expect.any(String) } });
    expect(event?.claims).toBeUndefined();
  });

  it.each([
    ['', 'The start time is missing in the filter.'],
    ["eventTimestamp ge 'yesterday'", 'invalid'],
    ["eventTimestamp gt '2026-01-01T00:00:00Z'", 'not supported'],
    [" and resourceType eq 'x'", 'not supported'],
    [" or status eq 'Failed'", 'invalid'],
    [" and resourceGroupName eq 'a' and resourceProvider eq 'b'", 'invalid'],
    [" and status eq 'Failed' and ", 'invalid'],
  ])('refuses the filter %j', async (filter, words) => {
    const sent = filter.startsWith(' ') ? lately(filter) : filter;
    const path = `${tenant.scope}/providers/Microsoft.Insights/eventtypes/management/values`;
    const query = new URLSearchParams({ 'api-version': '2015-04-01', $filter: sent });
    const reply = await tenant.owner.send('GET', `${path}?${query}`);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({ code: 'BadRequest', message: expect.stringContaining(words) });
  });

  it('refuses a start more than 90 days ago', async () => {
    const filter = `eventTimestamp ge '${at(-91 * dayMs)}'`;
    expect(await refusal(all(tenant.owner.monitor.activityLogs.list(filter)))).toMatchObject({
      status: 400,
      code: 'BadRequest',
    });
  });

  it('comes newest first, 200 a page', async () => {
    const writes = Array.from({ length: 130 }, (_, index) =>
      tenant.owner.send('PUT', identityId(`id-many-${index}`), { location: 'westeurope' }),
    );
    await Promise.all(writes);
    const sizes: number[] = [];
    const times: number[] = [];
    for await (const page of tenant.owner.monitor.activityLogs.list(lately()).byPage()) {
      sizes.push(page.length);
      times.push(...page.map(({ eventTimestamp }) => eventTimestamp?.getTime() ?? 0));
    }
    expect(sizes[0]).toBe(200);
    expect(times.length).toBeGreaterThan(260);
    expect(times).toEqual(times.toSorted((left, right) => right - left));
  });

  it('lists the categories', async () => {
    const found = await all(tenant.owner.monitor.eventCategories.list());
    expect(found.map(({ value }) => value)).toContain('Administrative');
  });
});
