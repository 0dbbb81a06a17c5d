import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { clientsOf } from '@/lib/azure/callers';
import type { TokenCredential } from '@/lib/azure/credential';
import { createAzureReader } from '@/lib/azure/read/arm-reader';
import { createAzureWriter } from '@/lib/azure/write/arm-writer';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';

let azure: EmulatedEstate;
beforeAll(async () => {
  azure = await startEmulatedEstate({ scenario: 'contoso' });
  const { endpoints } = azure.emulator;
  vi.stubEnv('AZURE_RESOURCE_MANAGER_ENDPOINT', endpoints.resourceManager);
  vi.stubEnv('AZURE_AUTHORITY_HOST', endpoints.authority);
  vi.stubEnv('AZURE_GRAPH_ENDPOINT', endpoints.graph);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await azure.close();
});

const callerOf = (person: string, objectId = person) => ({
  tenantId: azure.emulator.endpoints.tenantId,
  objectId,
  credential: azure.credentialOf(person),
});
const groupId = () => `/subscriptions/${azure.emulator.endpoints.subscriptions[0]}/resourceGroups/rg-web`;

it('what a caller reads and writes counts on one meter, with one limit', async () => {
  const caller = callerOf('owner');
  const reader = createAzureReader(caller);
  const writer = createAzureWriter(caller);
  const before = reader.calls.total;
  await writer.resourceGroup(groupId());
  await writer.permissions(groupId());
  expect(reader.calls.total).toBe(before + 2);
  expect(reader.calls.lastMinute()).toBe(reader.calls.total);
  expect(clientsOf(caller)).toBe(clientsOf({ ...caller }));
});

it('callers share nothing, people of two tenants with the same object id neither', () => {
  const clients = clientsOf(callerOf('owner', 'one'));
  expect(clientsOf(callerOf('reader', 'two'))).not.toBe(clients);
  expect(clientsOf({ ...callerOf('owner', 'one'), tenantId: 'another' })).not.toBe(clients);
});

it('a caller who signed in again is asked for with the newer credential', async () => {
  const expired: TokenCredential = { getToken: () => Promise.reject(new Error('The session has ended.')) };
  const before = createAzureWriter({ ...callerOf('owner', 'again'), credential: expired });
  await expect(before.resourceGroup(groupId())).rejects.toThrow('The session has ended.');
  createAzureReader(callerOf('owner', 'again'));
  expect(await before.resourceGroup(groupId())).not.toBeUndefined();
});
