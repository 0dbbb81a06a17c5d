import { createPipelineRequest } from '@azure/core-rest-pipeline';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withCallContext } from '@/lib/azure/call-context';
import type { AzureClients } from '@/lib/azure/clients';
import { faultOf } from '@/lib/azure/testing/fault-of';
import { type EmulatedEstate, startEmulatedEstate } from '@/lib/estate/testing/emulated-estate';
import type { Pages } from '@/lib/model/azure-reader';

async function all<Model>(pages: Pages<Model>): Promise<Model[]> {
  const items: Model[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

describe('reading Azure', () => {
  let azure: EmulatedEstate;
  let clients: AzureClients;
  let subscriptionId: string;
  beforeAll(async () => {
    azure = await startEmulatedEstate({ scenario: 'contoso' });
    subscriptionId = azure.subscriptionId('Contoso Prod');
    clients = azure.clientsOf('owner');
  });
  beforeEach(() => azure.emulator.faults.clear());
  afterAll(() => azure.close());

  it('waits as long as Azure asks for, then goes on', async () => {
    const source = azure.readerOf('owner');
    await all(source.subscriptions());
    azure.emulator.faults.add({ kind: '429', match: 'virtualMachines', retryAfterSeconds: 1 });
    const startedAt = performance.now();
    const before = source.calls.total;
    expect((await all(source.virtualMachines(subscriptionId))).length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(950);
    expect(source.calls.total - before).toBe(2);
    expect(source.calls.lastMinute()).toBe(source.calls.total);
  });

  it('keeps Azure’s own words, and tells refused from absent from unreachable', async () => {
    const nobody = azure.readerOf('nobody');
    const refused = await faultOf(all(nobody.virtualMachines(subscriptionId)));
    expect(refused).toMatchObject({
      code: 'AuthorizationFailed',
      status: 403,
      during: 'List virtual machines',
    });
    expect(refused.message).toContain('Microsoft.Compute/virtualMachines/read');
    expect(refused.requestId).not.toBe('');
    const owner = azure.readerOf('owner');
    const gone = `/subscriptions/${subscriptionId}/resourceGroups/rg-web/providers/Microsoft.ManagedIdentity/userAssignedIdentities/never-was`;
    expect(await owner.exists(gone)).toBe(false);
    expect(await faultOf(nobody.exists(gone))).toMatchObject({ status: 403 });
    azure.emulator.faults.add({ kind: 'reset', match: '^/subscriptions$', count: 20 });
    expect(await faultOf(all(owner.subscriptions()))).toMatchObject({ code: 'Unreachable', status: 0 });
  });

  it('sends no token to a host that is not Azure’s', async () => {
    const before = clients.meter.total;
    for (const url of [
      'https://evil.example/next',
      'https://169.254.169.254/metadata',
      'https://127.0.0.1:1/x',
    ]) {
      await expect(clients.arm.sendRequest(createPipelineRequest({ url }))).rejects.toMatchObject({
        fault: { code: 'ForeignHost' },
      });
    }
    expect(clients.meter.total).toBe(before);
  });

  it('gives up every page of a list when told to', async () => {
    const stop = new AbortController();
    stop.abort();
    const source = azure.readerOf('owner');
    const fault = await withCallContext({ signal: stop.signal }, () =>
      faultOf(all(source.virtualMachines(subscriptionId))),
    );
    expect(fault.code).toBe('Aborted');
  });

  it('shows a resource as it is, without what could be used to sign in', async () => {
    const source = azure.readerOf('owner');
    const [vm] = (await all(source.virtualMachines(subscriptionId))).filter(
      ({ identity }) => identity.principalId !== '',
    );
    const id = vm?.id ?? '';
    expect(await source.raw(id)).toMatchObject({
      id,
      name: vm?.name,
      type: 'Microsoft.Compute/virtualMachines',
    });
    const identity = await source.raw(`${id}/providers/Microsoft.ManagedIdentity/identities/default`);
    expect(identity).toMatchObject({
      properties: { principalId: vm?.identity.principalId, clientSecretUrl: '(removed)' },
    });
    const [vault] = (await all(source.resources(subscriptionId))).filter(
      ({ type }) => type === 'Microsoft.KeyVault/vaults',
    );
    expect(await source.raw(vault?.id ?? '')).toMatchObject({ name: vault?.name });
  });

  it.each([
    '',
    'https://evil.example/',
    '//evil.example/subscriptions',
    '/subscriptions/../providers/x',
    '/subscriptions/29b78c69-b2ac-4344-8858-0bf442750dbb?api-version=1',
    '/subscriptions/29b78c69-b2ac-4344-8858-0bf442750dbb/resourceGroups/rg/providers/A.B/c/..',
    '/subscriptions/29b78c69-b2ac-4344-8858-0bf442750dbb/resourceGroups/rg%2f..',
    '/providers/Microsoft.Management/getEntities',
  ])('asks nothing about what is not an ARM id: %s', async (id) => {
    const source = azure.readerOf('owner');
    expect(await faultOf(source.raw(id))).toMatchObject({ code: 'InvalidResourceId', status: 400 });
    expect(source.calls.total).toBe(0);
  });
});
