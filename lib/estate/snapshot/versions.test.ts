import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AzureClients } from '@/lib/azure/clients';
import { collectEstate } from '@/lib/estate/collect/collect';
import { newCollection } from '@/lib/estate/collect/collection';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import { Versions } from './versions';

let azure: EmulatedEstate;
let clients: AzureClients;
let subscriptionId: string;
beforeAll(async () => {
  azure = await startEmulatedEstate({ scenario: 'contoso' });
  clients = azure.clientsOf('owner');
  subscriptionId = azure.subscriptionId('Contoso Prod');
});
afterAll(() => azure.close());

const empty = () => newCollection(azure.readerOf('owner'), azure.emulator.endpoints.tenantId);
const createIdentity = (name: string) =>
  clients
    .identity(subscriptionId)
    .userAssignedIdentities.createOrUpdate('rg-web', name, { location: 'westeurope' });

/** Long after the scenario was made, and never on the border of what the clock decides. */
const at = 2_000_000_000_000;

async function refreshed(versions: Versions): Promise<void> {
  const epoch = versions.begin();
  await collectEstate(epoch.collection);
  versions.finish(epoch, at);
}

test('a refresh that brings nothing new keeps the version; one that does has a higher one, and says what', async () => {
  const versions = new Versions(empty);
  await refreshed(versions);
  // Federated credentials follow over some refreshes.
  for (let before = 0; before !== versions.version; ) {
    before = versions.version;
    for (let more = 0; more < 6; more++) await refreshed(versions);
  }
  const { version, epoch, results } = versions;
  expect(versions.changes).toEqual([]);
  await refreshed(versions);
  expect(versions).toMatchObject({ version, epoch });
  expect(versions.results).toBe(results);

  await createIdentity('id-versions');
  await refreshed(versions);
  expect(versions.version).toBeGreaterThan(version);
  expect(versions.epoch).toBe(epoch);
  expect(versions.results).not.toBe(results);
  expect(versions.changes[0]).toMatchObject({
    verb: 'created',
    subject: { name: 'id-versions' },
    seenAt: at,
  });
});

test('what a refresh collects is under no version before it has finished', async () => {
  const versions = new Versions(empty);
  await refreshed(versions);
  const { version } = versions;
  await createIdentity('id-half');
  const epoch = versions.begin();
  await collectEstate(epoch.collection);
  expect(versions.version).toBe(version);
  expect(epoch.collection.records.identities.lastChange).toBeGreaterThan(version);
  versions.finish(epoch, at);
  expect(versions.version).toBe(epoch.collection.records.identities.lastChange);
});

test('once most slots are dead a refresh starts over, in an epoch that is shown when it has finished', async () => {
  const versions = new Versions(empty, 10);
  await refreshed(versions);
  const { epoch } = versions;
  const { hosts } = epoch.collection.records;
  const live = hosts.liveCount;
  for (const row of [...hosts.live()].slice(0, Math.ceil(live / 2) + 1)) hosts.tombstone(row, 1);
  const next = versions.begin();
  expect(next.id).not.toBe(epoch.id);
  await collectEstate(next.collection);
  expect(versions.epoch).toBe(epoch);
  versions.finish(next, at);
  expect(versions.epoch).toBe(next);
  expect(next.collection.records.hosts).toMatchObject({ liveCount: live, deadCount: 0 });
  expect(versions.begin()).toBe(next);
});
