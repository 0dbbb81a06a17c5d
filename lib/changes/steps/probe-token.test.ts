import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bound, startHarness, stepOf } from '@/lib/changes/testing/harness';
import { ProbeWorld } from '@/lib/changes/testing/probe-world';
import { publicKey } from '@/lib/changes/testing/step-plans';
import type { ProbeSelector } from '@/lib/model/token-probe';

const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';

let world: ProbeWorld;
beforeAll(async () => {
  world = new ProbeWorld(await startHarness());
  await world.build();
}, 120_000);
afterAll(() => world.harness.close());

const secret = () => ({
  kind: 'secret' as const,
  vaultId: world.rbacVault,
  secretName: 'warehouse-password',
});

/** A new VM, a role for its own identity, and the proof, in one plan. */
const fromNothing = (name: string) => [
  stepOf(
    'create-machine',
    { groupId: world.group, name, location: 'westeurope', sshPublicKey: publicKey, system: true },
    0,
  ),
  stepOf(
    'assign-role',
    { principalResourceId: world.vm(name.slice(3)), scope: world.rbacVault, roleGuid: secretsUser },
    1,
  ),
  stepOf(
    'probe-token',
    { machineId: world.vm(name.slice(3)), selector: 'default', identityId: '', target: secret() },
    2,
  ),
];

describe('a proof', () => {
  it.each(['client-id', 'object-id', 'resource-id'] as const)(
    'by %s is of the identity asked for',
    async (by) => {
      const { operation, record } = await world.probe('all', by, world.identity('reads'), secret());
      expect(operation).toMatchObject({ state: 'succeeded', steps: [{ fault: null }] });
      expect(record?.result).toMatchObject({
        claims: { oid: await world.principal('reads'), aud: 'https://vault.azure.net' },
        call: { status: 200, version: expect.stringMatching(/^[0-9a-f]{32}$/) },
      });
      expect(JSON.stringify([operation, record])).not.toMatch(/eyJ[\w-]+\.eyJ/);
    },
  );

  it('of the system-assigned identity is by its own name too', async () => {
    const machineId = world.vm('own');
    const { state } = await world.harness.run(fromNothing('vm-own'));
    expect(state).toBe('succeeded');
    for (const by of ['client-id', 'object-id', 'resource-id'] satisfies ProbeSelector[]) {
      const { operation } = await world.probe('own', by, machineId, secret());
      expect([by, operation.state]).toEqual([by, 'succeeded']);
    }
    const latest = await world.harness.probes.latest({ tenantId: 't', objectId: 'o' }, machineId);
    expect(latest.map(({ selector }) => selector).sort()).toEqual([
      'client-id',
      'default',
      'object-id',
      'resource-id',
    ]);
  }, 60_000);
});

describe('after a role assignment of the same plan', () => {
  const withDelay = async (ms: number, name: string) => {
    const emulated = world.harness.azure.emulator.world;
    emulated.roleDelayMs = ms;
    try {
      return await world.harness.run(fromNothing(name));
    } finally {
      emulated.roleDelayMs = 0;
    }
  };

  it('tries again until the role works', async () => {
    const { steps } = await withDelay(1500, 'vm-later');
    expect(steps.map(({ state, fault }) => [state, fault])).toEqual([
      ['succeeded', null],
      ['succeeded', null],
      ['succeeded', null],
    ]);
  }, 60_000);

  it('ends with Azure’s own advice when it does not, and keeps what it found', async () => {
    const operation = await withDelay(3_600_000, 'vm-latest');
    expect(operation.steps[2]?.fault).toMatchObject({
      code: 'ProbeStopsAt7',
      message: expect.stringMatching(/can take up to 10 minutes .* tried 4 times; wait/),
    });
    const [record] = await world.harness.probes.ofOperation(operation, operation.id);
    expect(record).toMatchObject({ position: 2, result: { call: { status: 403, code: 'ForbiddenByRbac' } } });
  }, 60_000);
});

describe('what is said beforehand', () => {
  const input = (vm: string, identityId = '', selector: ProbeSelector = 'default') => ({
    machineId: world.vm(vm),
    selector,
    identityId,
    target: secret(),
  });
  const blocker = async (given: Record<string, unknown>, planned: string[] = []) =>
    (await bound('probe-token', given).observe(world.harness.stepsOf())).blocker(
      new Set(planned.map((id) => id.toLowerCase())),
    );

  it('blocks what cannot work', async () => {
    expect(await blocker(input('all'))).toBeNull();
    expect(await blocker(input('gone'))).toBe('vm-gone does not exist.');
    expect(await blocker(input('bare', world.vm('bare'), 'client-id'))).toBe(
      'vm-bare has no system-assigned identity.',
    );
    expect(await blocker(input('all', world.identity('never'), 'client-id'))).toBe(
      'id-never does not exist.',
    );
    const nowhere = { ...secret(), vaultId: `${world.rbacVault}x` };
    expect(await blocker({ ...input('all'), target: nowhere })).toBe(
      'The vault kv-batch-prodx does not exist.',
    );
  });

  it('counts what earlier steps of the plan make', async () => {
    expect(await blocker(input('gone'), [world.vm('gone')])).toBeNull();
    const made = world.identity('never');
    expect(await blocker(input('all', made, 'client-id'), [made])).toBeNull();
    const own = `${world.vm('bare')}/providers/Microsoft.ManagedIdentity/identities/default`;
    expect(await blocker(input('bare', world.vm('bare'), 'client-id'), [own])).toBeNull();
  });

  it('says that a stopped VM must be started', async () => {
    await world.harness.run([stepOf('deallocate-machine', { machineId: world.vm('bare') })]);
    expect(await blocker(input('bare'))).toMatch(/vm-bare is deallocated. .*start it first/);
  }, 30_000);

  it('explains that one command runs at a time', async () => {
    const one = { ...input('all', world.identity('reads'), 'client-id') };
    const [first, second] = await Promise.all([
      bound('probe-token', one).observe(world.harness.stepsOf()),
      bound('probe-token', one).observe(world.harness.stepsOf()),
    ]);
    const context = { report: () => {}, secrets: {}, operationId: 'x' };
    const results = await Promise.allSettled(
      [first, second].map((it) => it.run(world.harness.stepsOf(), context)),
    );
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [String(result.reason)] : [],
    );
    expect(refused).toEqual([expect.stringMatching(/Another Run Command is under way on vm-all/)]);
  }, 30_000);

  it('takes the default without an identity, and every other way with one', () => {
    expect(() => bound('probe-token', input('all', '', 'client-id'))).toThrow(/identityId/);
    expect(() => bound('probe-token', input('all', world.identity('reads')))).toThrow(/identityId/);
    expect(() => bound('probe-token', input('all', world.vm('bare'), 'client-id'))).toThrow(
      /another virtual machine/,
    );
  });
});
