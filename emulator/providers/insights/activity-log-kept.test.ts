import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventData } from '@azure/arm-monitor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayMs } from '../../core/contract/clock.ts';
import { required } from '../../core/test-support.ts';
import { createEmulator } from '../../create-emulator.ts';
import { all, type Clients, refusal, startTenant, type Tenant } from '../sdk-test-support.ts';
import { recordedWrites } from './tables.ts';
import { forgetEvery, maxWrites } from './write-record.ts';

const directory = mkdtempSync(join(tmpdir(), 'keyless-activity-'));
let tenant: Tenant;

beforeAll(async () => {
  tenant = await startTenant({ stateDir: join(directory, 'state') });
  await tenant.owner.send('PUT', identityId('id-a'), { location: 'westeurope' });
});
afterAll(async () => {
  await tenant.emulator.close();
  rmSync(directory, { recursive: true, force: true });
});

const at = (ms: number): string => new Date(tenant.emulator.clock.now() + ms).toISOString();
const lately = (more = ''): string =>
  `eventTimestamp ge '${at(-3_600_000)}' and eventTimestamp le '${at(60_000)}'${more}`;
const identityId = (name: string, group = tenant.group): string =>
  `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const vmId = (name: string): string => `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`;

function eventsOf(id: string, who: Clients = tenant.owner): Promise<EventData[]> {
  return all(who.monitor.activityLogs.list(lately(` and resourceUri eq '${id}'`)));
}

describe('who may read it', () => {
  it('sees what lies in scopes it may read, or is refused', async () => {
    const { world } = tenant.emulator;
    world.resourceGroups.put({
      subscriptionId: tenant.subscriptionId,
      name: 'rg2',
      location: 'westeurope',
      tags: {},
    });
    const inGroup = identityId('id-other', `${tenant.scope}/resourceGroups/rg2`);
    await tenant.owner.send('PUT', inGroup, { location: 'westeurope' });
    const ofGroup = tenant.withRoles({ role: 'Reader', scope: `${tenant.scope}/resourceGroups/rg2` });
    const events = await all(ofGroup.monitor.activityLogs.list(lately()));
    expect(new Set(events.map(({ resourceId }) => resourceId))).toEqual(new Set([inGroup]));
    const nobody = tenant.withRoles();
    expect(await refusal(all(nobody.monitor.activityLogs.list(lately())))).toMatchObject({ status: 403 });
    const operator = tenant.withRoles({ role: 'Managed Identity Operator', scope: tenant.scope });
    expect(await refusal(eventsOf(inGroup, operator))).toMatchObject({ status: 403 });
    expect(
      await eventsOf(identityId('id-a'), tenant.withRoles({ role: 'Reader', scope: tenant.group })),
    ).toHaveLength(2);
    expect(await refusal(eventsOf(identityId('id-a'), ofGroup))).toMatchObject({ status: 403 });
    expect(
      await eventsOf(vmId('never-was'), tenant.withRoles({ role: 'Reader', scope: tenant.group })),
    ).toEqual([]);
    const path = `${tenant.scope}/providers/Microsoft.Insights/eventtypes/management/values`;
    const query = new URLSearchParams({ 'api-version': '2015-04-01', $filter: lately() });
    const words = await (await nobody.send('GET', `${path}?${query}`)).text();
    expect(words).toContain(
      `perform action 'microsoft.insights/eventtypes/values/read' over scope '${tenant.scope}/providers/microsoft.insights/eventtypes/management'`,
    );
  });
});

describe('how long it lasts', () => {
  it('survives the process, 90 days, and no more writes than it keeps', async () => {
    const { clock, world } = tenant.emulator;
    const writes = world.table(recordedWrites);
    const example = required([...writes.values()][0]);
    for (let index = 0; index < 2 * maxWrites; index++)
      writes.put({ ...example, operationId: `filler-${index}`, resourceId: vmId('filler') });
    for (let round = 0; round < forgetEvery; round++)
      await tenant.owner.send('PUT', identityId('id-last'), { location: 'westeurope' });
    const { size } = writes;
    expect(size).toBeLessThan(maxWrites + forgetEvery);
    expect(size).toBeGreaterThanOrEqual(maxWrites);
    await tenant.emulator.close();
    const again = await createEmulator({ stateDir: join(directory, 'state'), clock, activityDelayMs: 0 });
    const kept = again.world.table(recordedWrites);
    expect(kept.size).toBe(size);
    expect(kept.find('resource', identityId('id-last'))).toHaveLength(forgetEvery);
    expect(kept.find('resource', identityId('id-last')).at(-1)).toMatchObject({
      events: [{ status: 'Started' }, { status: 'Succeeded' }],
    });
    await again.close();
    tenant = await startTenant({ clock });
    await tenant.owner.send('PUT', identityId('id-old'), { location: 'westeurope' });
    clock.advance(91 * dayMs);
    // Tokens of the time before have ended.
    const later = tenant.withRoles({ role: 'Owner', scope: tenant.scope });
    expect(await all(later.monitor.activityLogs.list(`eventTimestamp ge '${at(-89 * dayMs)}'`))).toEqual([]);
    for (let round = 0; round < forgetEvery; round++)
      await later.send('PUT', identityId('id-new'), { location: 'westeurope' });
    const ofLater = tenant.emulator.world.table(recordedWrites);
    expect(ofLater.find('resource', identityId('id-old'))).toEqual([]);
    expect(ofLater.find('resource', identityId('id-new'))).toHaveLength(forgetEvery);
  });

  it('is shown as late as was asked for', async () => {
    const late = await startTenant({ activityDelayMs: 180_000 });
    const path = identityId('id-late', late.group);
    await late.owner.send('PUT', path, { location: 'westeurope' });
    const { clock } = late.emulator;
    const from = new Date(clock.now() - 60_000).toISOString();
    const list = () => all(late.owner.monitor.activityLogs.list(`eventTimestamp ge '${from}'`));
    expect(await list()).toEqual([]);
    clock.advance(180_001);
    const [event] = await list();
    const { eventTimestamp, submissionTimestamp } = required(event);
    expect(Number(submissionTimestamp) - Number(eventTimestamp)).toBe(180_000);
    await late.emulator.close();
  });
});
