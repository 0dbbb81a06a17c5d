import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undoPlan } from '@/lib/changes/plan/undo-plan';
import { bindStep } from '@/lib/changes/steps/all-steps';
import { type Harness, person, startHarness, stepOf, testSettings } from '@/lib/changes/testing/harness';
import { openStore } from '@/lib/store/database';
import { DraftStore } from '@/lib/store/drafts';
import { OperationStore } from '@/lib/store/operations';
import type { Store } from '@/lib/store/schema';
import { type ReleasedStep, writeReleasedStore } from '@/lib/store/testing/released-store';
import { startPostgres, type ThrowawayPostgres } from '@/lib/store/testing/throwaway-postgres';
import { withReadableUndo } from './readable-undo';
import { Runner } from './runner';

const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const principalId = randomUUID();
const ended = randomUUID();
const underWay = randomUUID();
const unknown = randomUUID();

let harness: Harness;
let group: string;
let identityId: string;
beforeAll(async () => {
  harness = await startHarness();
  group = `/subscriptions/${harness.subscriptionId}/resourceGroups/rg-web`;
  identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-released`;
  const { state } = await harness.run([
    stepOf('create-identity', { groupId: group, name: 'id-released', location: 'westeurope' }),
  ]);
  expect(state).toBe('succeeded');
}, 60_000);
afterAll(() => harness.close());

/** Steps with the fields the first release stored, each with the undo it stored beside it. */
function releasedSteps(): ReleasedStep[] {
  const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/kv-released`;
  const named = { scope: group, roleGuid: reader, roleName: 'Owner' };
  const undoneBy = (kind: string, input: Record<string, unknown>) => ({
    possible: true,
    steps: [{ kind, input }],
    note: '',
  });
  const policy = { vaultId, holderId: identityId, secrets: ['get'], keys: [] };
  const assign = { ...named, holderId: identityId, condition: '', description: '' };
  const restore = { ...named, principalId, principalType: 'User', holder: 'Ada', condition: '' };
  const assignmentId = `${group}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`;
  return [
    {
      kind: 'assign-role',
      input: assign,
      state: 'succeeded',
      undo: undoneBy('remove-role', { ...named, holder: 'id-released', principalId }),
    },
    {
      kind: 'remove-role',
      input: { ...named, holder: 'Ada', assignmentId, principalId },
      state: 'succeeded',
      undo: undoneBy('restore-role', restore),
    },
    {
      kind: 'remove-role',
      input: { ...named, holder: 'id-released', holderId: identityId },
      state: 'succeeded',
      undo: undoneBy('assign-role', assign),
    },
    {
      kind: 'restore-role',
      input: restore,
      state: 'unchanged',
      undo: undoneBy('remove-role', { ...named, holder: 'Ada', principalId }),
    },
    {
      kind: 'add-vault-policy',
      input: policy,
      state: 'failed',
      undo: undoneBy('remove-vault-policy', policy),
    },
    { kind: 'remove-vault-policy', input: policy, state: 'left' },
    { kind: 'add-delete-lock', input: { scope: group, name: 'keep', notes: '' }, state: 'left' },
  ];
}

function opensWhatWasStored(settings: () => Promise<{ databaseUrl: string; dataFolder: string }>) {
  let store: Store;
  let operations: OperationStore;
  let runner: Runner;
  let opened: { databaseUrl: string; dataFolder: string };

  const open = async () => {
    store = await openStore(opened);
    operations = new OperationStore(store);
    runner = new Runner({
      store: operations,
      person,
      azure: harness.stepsOf(),
      settings: testSettings,
      changed: () => {},
    });
  };
  const find = async (id: string) => {
    const operation = await operations.find(id, person);
    if (!operation) throw new Error('There is none.');
    return withReadableUndo(operation);
  };

  beforeAll(async () => {
    opened = await settings();
    const grant = { scope: group, roleGuid: reader, roleName: 'Owner', holderId: identityId };
    await writeReleasedStore(opened, [
      { id: ended, state: 'failed', steps: releasedSteps() },
      {
        id: underWay,
        state: 'running',
        steps: [
          { kind: 'assign-role', input: { ...grant, condition: '', description: '' }, state: 'running' },
        ],
      },
      {
        id: unknown,
        state: 'waiting',
        steps: [
          {
            kind: 'create-identity',
            input: { groupId: group, name: 'id-other' },
            state: 'succeeded',
            undo: { possible: true, steps: [{ kind: 'drop-identity', input: { name: 'x' } }], note: '' },
          },
          { kind: 'paint-identity', input: { color: 'blue' }, state: 'waiting' },
        ],
      },
    ]);
    await open();
  });
  afterAll(() => store.destroy());

  it('lists them, and every action of them takes what was stored', async () => {
    expect((await operations.list(person, 10)).map(({ id }) => id).sort()).toEqual(
      [ended, underWay, unknown].sort(),
    );
    const { steps } = await find(ended);
    expect(steps.map(({ state }) => state).slice(-2)).toEqual(['skipped', 'skipped']);
    for (const step of steps) expect({ kind: step.kind, ...bindStep(step) }).toMatchObject({ ok: true });
    expect(undoPlan({ steps })).toMatchObject({
      impossible: [],
      steps: [{ kind: 'assign-role' }, { kind: 'restore-role' }, { kind: 'remove-role' }],
    });
  });

  it('resumes one that was under way, and undoes it', async () => {
    await runner.start(underWay);
    const done = await find(underWay);
    expect(done.steps.map(({ state, fault }) => [state, fault])).toEqual([['succeeded', null]]);
    const { steps } = undoPlan(done);
    expect(steps).toMatchObject([{ kind: 'remove-role' }]);
    expect((await harness.run(steps)).steps[0]).toMatchObject({ state: 'succeeded' });
  }, 30_000);

  it('says so where it cannot read what was stored, of the step and of its undo', async () => {
    await runner.start(unknown);
    const { state, steps } = await find(unknown);
    expect(state).toBe('failed');
    expect(steps[1]?.fault).toMatchObject({
      code: 'InvalidInput',
      message: expect.stringMatching(/^Nothing was done, because .*cannot read .*paint-identity/),
    });
    expect(undoPlan({ steps })).toEqual({
      steps: [],
      impossible: [expect.stringContaining('cannot read how the step was stored')],
    });
  });

  it('reads drafts and code that were stored before inputs had IDs only', async () => {
    const id = randomUUID();
    const drafts = new DraftStore(store);
    const grant = { scope: group, roleGuid: reader, roleName: 'Owner', holderId: identityId };
    const steps = [{ kind: 'assign-role', input: grant, stage: 0 }];
    const content = { title: 'Old', steps, undoOf: '', notUndone: [], origin: null };
    await drafts.create(id, { ...person, who: 'Ada' }, content);
    const code = JSON.stringify({ az: 'az login', bicep: '// none', terraform: '# none' });
    await store.insertInto('operation_code').values({ operation_id: ended, code }).execute();
    await sql`delete from kysely_migration where name >= '004'`.execute(store);
    await sql`drop table probe`.execute(store);
    await store.destroy();
    await open();
    expect(await new DraftStore(store).find(id, person.tenantId)).toMatchObject({
      draft: {
        steps: [{ stage: 0, input: { scope: group, roleGuid: reader, principalResourceId: identityId } }],
      },
    });
    expect(await operations.code(ended)).toEqual({
      az: { files: [{ name: 'plan.sh', text: 'az login' }], run: '' },
      bicep: { files: [{ name: 'main.bicep', text: '// none' }], run: '' },
      arm: { files: [], run: '' },
      terraform: { files: [{ name: 'main.tf', text: '# none' }], run: '' },
    });
  });
}

describe('SQLite', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-released-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  opensWhatWasStored(async () => ({ databaseUrl: '', dataFolder: folder }));
});

const postgres = '/usr/lib/postgresql/15/bin';
// Where PostgreSQL is not installed there is nothing to start.
const servers = existsSync(postgres) ? ['PostgreSQL'] : [];

for (const name of servers) {
  describe(name, () => {
    let server: ThrowawayPostgres | undefined;
    afterAll(() => server?.stop());
    opensWhatWasStored(async () => {
      server = await startPostgres(postgres);
      return { databaseUrl: server.url, dataFolder: '' };
    });
  });
}
