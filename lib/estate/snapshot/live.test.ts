import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resourceParts } from '@/lib/arm/arm-id';
import type { AzureClients } from '@/lib/azure/clients';
import { cellsOf, readTable } from '@/lib/estate/testing/client-copy';
import { type EmulatedEstate, startEmulatedEstate, until } from '@/lib/estate/testing/emulated-estate';
import { estateEvents } from '@/lib/estate/transport/estate-events';
import type { Snapshot } from './snapshot';

const readerRole = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const location = 'westeurope';

describe('an estate that changes while somebody watches', () => {
  let azure: EmulatedEstate;
  let snapshot: Snapshot;
  let clients: AzureClients;
  let subscriptionId: string;
  const group = 'rg-web';

  beforeEach(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
    clients = azure.clientsOf('owner');
    snapshot = azure.snapshotOf('owner', 100);
    await until(snapshot, () => snapshot.state === 'ready');
    subscriptionId = azure.subscriptionId('Contoso Prod');
  });
  afterEach(() => azure.close());

  const identityId = (name: string) =>
    `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const verbs = () =>
    snapshot.changes.map(({ verb, subject, object }) => [subject.name, verb, object?.name ?? '']);

  async function createIdentity(name: string) {
    return clients.identity(subscriptionId).userAssignedIdentities.createOrUpdate(group, name, { location });
  }

  it('shows what others did, and a browser that applies deltas has the same as one that starts anew', async () => {
    const copies = {
      hosts: (await readTable(snapshot, 'hosts')).table,
      identities: (await readTable(snapshot, 'identities')).table,
      roleAssignments: (await readTable(snapshot, 'roleAssignments')).table,
    };
    const identity = await createIdentity('id-delta');
    await clients
      .authorization(subscriptionId)
      .roleAssignments.create(`/subscriptions/${subscriptionId}`, randomUUID(), {
        principalId: identity.principalId ?? '',
        principalType: 'ServicePrincipal',
        roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${readerRole}`,
      });
    await clients
      .identity(subscriptionId)
      .federatedIdentityCredentials.createOrUpdate(group, 'id-delta', 'github', {
        issuer: 'https://token.actions.githubusercontent.com',
        subject: 'repo:contoso/web:ref:refs/heads/main',
        audiences: ['api://AzureADTokenExchange'],
      });
    const host = [...snapshot.records.hosts.live()].find(
      (row) =>
        snapshot.view.hosts.text('subscription', row) === subscriptionId &&
        snapshot.view.hosts.text('type', row) === 'Microsoft.Compute/virtualMachines' &&
        snapshot.view.hosts.text('resourceGroup', row) === group,
    );
    const vmName = snapshot.view.hosts.text('name', host ?? -1);
    const before = snapshot.view.hosts.number('userAssigned', host ?? -1);
    const hasSystem = snapshot.view.hosts.text('identityType', host ?? -1).startsWith('SystemAssigned');
    await clients.compute(subscriptionId).virtualMachines.update(group, vmName, {
      identity: {
        type: hasSystem ? 'SystemAssigned, UserAssigned' : 'UserAssigned',
        userAssignedIdentities: { [identityId('id-delta')]: {} },
      },
    });
    await until(snapshot, () => {
      const row = snapshot.view.identityRow(identityId('id-delta').toUpperCase());
      return (
        row !== undefined &&
        snapshot.view.identities.number('hosts', row) === 1 &&
        snapshot.view.identities.number('federated', row) === 1 &&
        snapshot.view.identities.text('role', row) === 'Reader'
      );
    });
    expect(snapshot.view.hosts.number('userAssigned', host ?? -1)).toBe(before + 1);
    expect(verbs()).toContainEqual(['id-delta', 'created', '']);
    expect(verbs()).toContainEqual(['id-delta', 'attached to', vmName]);
    expect(verbs()).toContainEqual(['id-delta', 'got Reader on', 'Contoso Prod']);

    const names = ['hosts', 'identities', 'roleAssignments'] as const;
    for (const name of names) {
      const { messages } = await readTable(snapshot, name, copies[name]);
      expect(messages[0]).toMatchObject({ kind: 'header', since: expect.any(Number) });
      const sent = messages.flatMap((message) =>
        message.kind === 'rows' ? [message.at?.length ?? message.count ?? 0] : [],
      );
      // A delta is not the whole table again.
      expect(sent.reduce((sum, count) => sum + count, 0)).toBeLessThan(snapshot.records[name].liveCount / 2);
      expect(cellsOf(copies[name])).toEqual(cellsOf((await readTable(snapshot, name)).table));
    }
    expect(copies.identities.changed.size).toBeGreaterThan(0);
  });

  it('sees one more identity on a machine that had some: nothing else of the two changes', async () => {
    const { view } = snapshot;
    const host = [...snapshot.records.hosts.live()].find(
      (row) =>
        view.hosts.text('subscription', row) === subscriptionId &&
        view.hosts.text('type', row) === 'Microsoft.Compute/virtualMachines' &&
        view.hosts.number('userAssigned', row) > 0,
    );
    if (host === undefined) throw new Error('The scenario has no such machine.');
    const { resourceGroup, name: vmName } = resourceParts(view.hostId(host));
    await createIdentity('id-second');
    await until(snapshot, () => view.identityRow(identityId('id-second')) !== undefined);
    const row = view.identityRow(identityId('id-second')) ?? -1;
    expect(view.hostsOf(row)).toEqual([]);
    const { type } =
      (await clients.compute(subscriptionId).virtualMachines.get(resourceGroup, vmName)).identity ?? {};
    await clients.compute(subscriptionId).virtualMachines.update(resourceGroup, vmName, {
      identity: { ...(type ? { type } : {}), userAssignedIdentities: { [identityId('id-second')]: {} } },
    });
    await until(snapshot, () => view.hostsOf(row).includes(host));
  });

  it('takes away what is gone, and finds the reference that is left behind', async () => {
    const row = [...snapshot.records.identities.live()].find(
      (one) =>
        snapshot.view.identities.text('kind', one) === 'user' &&
        snapshot.view.identities.number('hosts', one) > 0 &&
        snapshot.view.identities.text('subscription', one) === subscriptionId,
    );
    const id = snapshot.view.identityId(row ?? -1);
    const copy = (await readTable(snapshot, 'identities')).table;
    const { resourceGroup, name } = resourceParts(id);
    await clients.identity(subscriptionId).userAssignedIdentities.delete(resourceGroup, name);
    await until(snapshot, () => snapshot.view.identities.text('kind', row ?? -1) === 'missing');
    expect(verbs()).toContainEqual([name, 'deleted', '']);
    const host = snapshot.view.hostsOf(row ?? -1)[0] ?? -1;
    expect(snapshot.view.hosts.number('dangling', host)).toBeGreaterThan(0);
    await readTable(snapshot, 'identities', copy);
    expect(cellsOf(copy)).toEqual(cellsOf((await readTable(snapshot, 'identities')).table));
  });

  it.each(['403', '500'] as const)('keeps what it could not read again (%s)', async (kind) => {
    const hosts = snapshot.records.hosts.liveCount;
    const roleAssignments = snapshot.records.roleAssignments.liveCount;
    const { asOf } = snapshot.view;
    azure.emulator.faults.add({
      kind,
      match: '/(virtualMachines|roleAssignments|resources)$',
      count: 100_000,
    });
    const faultOf = () =>
      [...snapshot.faults, ...snapshot.view.gaps.map(({ fault }) => fault)].find((fault) =>
        fault?.during.includes('virtual machines'),
      );
    await until(snapshot, () => snapshot.view.asOf > asOf && faultOf() !== undefined);
    expect(faultOf()?.status).toBe(Number(kind));
    expect(snapshot.records.hosts.liveCount).toBe(hosts);
    expect(snapshot.records.roleAssignments.liveCount).toBe(roleAssignments);
    expect(snapshot.changes).toEqual([]);
  });

  it('says so when Azure cannot be reached, shows what it knew, and recovers', async () => {
    azure.emulator.faults.add({ kind: 'reset', match: '^/subscriptions$', count: 8 });
    await until(snapshot, () => snapshot.faults.length > 0);
    expect(snapshot.faults[0]).toMatchObject({
      code: 'Unreachable',
      status: 0,
      during: 'List subscriptions',
    });
    expect(snapshot.state).toBe('ready');
    expect(snapshot.records.hosts.liveCount).toBeGreaterThan(0);
    await until(snapshot, () => snapshot.faults.length === 0);
  });

  it('tells listeners of the event stream', async () => {
    const ended = new AbortController();
    const events: string[] = [];
    const decoder = new TextDecoder();
    const reading = (async () => {
      for await (const part of estateEvents(snapshot, ended.signal)) events.push(decoder.decode(part));
    })();
    await createIdentity('id-events');
    await until(snapshot, () => snapshot.view.identityRow(identityId('id-events')) !== undefined);
    await until(snapshot, () => events.some((text) => text.includes(`"version":${snapshot.version}`)));
    ended.abort();
    await reading;
    expect(events[0]).toContain('retry:');
    expect(events.join('')).toContain('"state":"ready"');
  });
});
