import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type EmulatedEstate, startEmulatedEstate, until } from '@/lib/estate/testing/emulated-estate';
import { snapshotOf } from './snapshots';

let azure: EmulatedEstate;
beforeAll(async () => {
  azure = await startEmulatedEstate({ scenario: 'contoso' });
  const { resourceManager, graph, authority } = azure.emulator.endpoints;
  vi.stubEnv('AZURE_RESOURCE_MANAGER_ENDPOINT', resourceManager);
  vi.stubEnv('AZURE_GRAPH_ENDPOINT', graph);
  vi.stubEnv('AZURE_AUTHORITY_HOST', authority);
});
afterAll(async () => {
  for (const snapshot of globalThis.keylessSnapshots?.values() ?? []) snapshot.close();
  vi.unstubAllEnvs();
  await azure.close();
});

it('keeps one snapshot a person, whatever they are called, and gives nobody another’s', async () => {
  const { tenantId, people } = azure.emulator.endpoints;
  const callerOf = (key: string, tenant = tenantId) => {
    const objectId = people.find(({ roles }) => roles[0] === key)?.objectId ?? '';
    // The same name on purpose: people are told apart by tenant and object id alone.
    return { tenantId: tenant, objectId, name: 'Same Name', credential: azure.credentialOf(key) };
  };
  const owner = snapshotOf(callerOf('owner'));
  const nobody = snapshotOf(callerOf('nobody'));
  expect(snapshotOf(callerOf('owner'))).toBe(owner);
  expect(nobody).not.toBe(owner);
  await Promise.all([owner, nobody].map((one) => until(one, () => one.state !== 'loading')));
  expect(owner.records.hosts.liveCount).toBeGreaterThan(0);
  expect(nobody.records.hosts.liveCount).toBe(0);
  expect(snapshotOf(callerOf('owner', '00000000-0000-0000-0000-000000000001'))).not.toBe(owner);
});
