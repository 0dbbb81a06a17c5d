import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from './core/test-support.ts';
import { createEmulator, type Emulator } from './create-emulator.ts';
import { recordedWrites } from './providers/insights/tables.ts';
import { deployments } from './providers/resources/deployments/tables.ts';
import { startTenant, type Tenant } from './providers/sdk-test-support.ts';

const directory = mkdtempSync(join(tmpdir(), 'keyless-recovery-'));
let tenant: Tenant;
let again: Emulator;

const vmPath = (name: string): string =>
  `${tenant.group}/providers/Microsoft.Compute/virtualMachines/${name}`;

async function send(method: string, path: string, body?: unknown): Promise<void> {
  const reply = await tenant.owner.send(method, path, body);
  if (!reply.ok) throw new Error(`${method} ${path}: ${await reply.text()}`);
}

async function putVm(name: string, identity?: unknown): Promise<void> {
  const properties = { hardwareProfile: { vmSize: 'Standard_B1s' }, networkProfile: {} };
  await send('PUT', vmPath(name), { location: 'westeurope', properties, ...(identity ? { identity } : {}) });
}

/** What lies on the disk while operations are under way is what a crash would leave: a copy of it is opened. */
beforeAll(async () => {
  const stateDir = join(directory, 'running');
  tenant = await startTenant({ stateDir });
  const { clock, world } = tenant.emulator;
  for (const name of ['vm-deleted', 'vm-older']) await putVm(name);
  clock.advance(10_000);
  await tenant.owner.send('GET', tenant.group);
  clock.freeze();
  const id = `${tenant.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-a`;
  await send('PUT', id, { location: 'westeurope' });
  await putVm('vm-creating', { type: 'UserAssigned', userAssignedIdentities: { [id]: {} } });
  const older = required(world.resources.get(vmPath('vm-older')));
  world.resources.put({ ...older, hidden: { power: 'deallocated' } });
  await send('DELETE', vmPath('vm-deleted'));
  await send('PUT', `${tenant.group}/providers/Microsoft.Resources/deployments/d1`, {
    properties: {
      mode: 'Incremental',
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources: [
          {
            type: 'Microsoft.Compute/virtualMachines',
            apiVersion: '2024-07-01',
            name: 'vm-deployed',
            location: 'westeurope',
            properties: { hardwareProfile: { vmSize: 'Standard_B1s' }, networkProfile: {} },
          },
        ],
      },
    },
  });
  const crashed = join(directory, 'crashed');
  cpSync(stateDir, crashed, { recursive: true, filter: (file) => !file.endsWith('lock') });
  again = await createEmulator({ stateDir: crashed });
});
afterAll(async () => {
  await Promise.all([tenant.emulator.close(), again.close()]);
  rmSync(directory, { recursive: true, force: true });
});

describe('after a crash', () => {
  it('the Activity Log has an end of what was under way, as the world has', () => {
    const lastOf = (world: Emulator['world'], id: string) =>
      world.table(recordedWrites).find('resource', id).at(-1)?.events.at(-1)?.status;
    const deployment = `${tenant.group}/providers/Microsoft.Resources/deployments/d1`;
    for (const id of [vmPath('vm-creating'), vmPath('vm-deleted'), deployment])
      expect(lastOf(tenant.emulator.world, id)).toBe('Accepted');
    expect(lastOf(again.world, vmPath('vm-creating'))).toBe('Succeeded');
    expect(lastOf(again.world, vmPath('vm-deleted'))).toBe('Succeeded');
    expect(lastOf(again.world, deployment)).toBe('Failed');
  });

  it('virtual machines that were being created are there, with nothing pending', () => {
    expect(tenant.emulator.world.resources.get(vmPath('vm-creating'))?.hidden).toHaveProperty(
      'pendingIdentities',
      [expect.any(String)],
    );
    const vm = again.world.resources.get(vmPath('vm-creating'));
    expect(vm?.properties.provisioningState).toBe('Succeeded');
    expect(vm?.identity?.user).toHaveLength(1);
    expect(vm?.hidden).toEqual({ powerState: 'running' });
  });

  it('those that were being deleted are gone', () => {
    expect(tenant.emulator.world.resources.get(vmPath('vm-deleted'))).toBeDefined();
    expect(again.world.resources.get(vmPath('vm-deleted'))).toBeUndefined();
  });

  it('the power state of a state that an earlier version wrote is still known', () => {
    expect(again.world.resources.get(vmPath('vm-older'))?.hidden).toEqual({ powerState: 'deallocated' });
  });

  it('a template deployment that was under way has failed', () => {
    const [before] = tenant.emulator.world.table(deployments).values();
    expect(before?.provisioningState).toBe('Running');
    const [deployment] = again.world.table(deployments).values();
    expect(deployment).toMatchObject({ provisioningState: 'Failed', error: { code: 'DeploymentFailed' } });
  });
});
