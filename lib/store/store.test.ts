import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeFinding } from '@/lib/model/token-probe';
import { readActivity } from './activity';
import { verifyChain } from './activity-chain';
import { openStore } from './database';
import { DraftStore } from './drafts';
import { OperationStore } from './operations';
import { ProbeStore } from './probes';
import type { Store } from './schema';
import { startPostgres, type ThrowawayPostgres } from './testing/throwaway-postgres';

const person = { tenantId: 't', objectId: 'o' };

function newOperation(id = randomUUID()) {
  const step = { kind: 'create-identity', input: { name: 'a' }, title: 'Create a' };
  return {
    id,
    ...person,
    who: 'Ada',
    title: 'Make something',
    correlationId: randomUUID(),
    undoOf: '',
    planHash: 'h',
    steps: Array.from({ length: 120 }, (_, index) => ({ ...step, stage: index })),
  };
}

const nothing = { files: [], run: '' };
const code = {
  az: { files: [{ name: 'plan.sh', text: 'az identity create' }], run: 'sh -e plan.sh' },
  bicep: nothing,
  arm: nothing,
  terraform: nothing,
};
const content = {
  title: 'Make something',
  steps: [{ kind: 'create-identity', input: { name: 'a' }, stage: 0 }],
  undoOf: '',
  notUndone: [],
  origin: { form: 'create-identity', armId: '', query: 'name=a' },
} as const;

const aFinding: ProbeFinding = {
  at: 1,
  machineId: '/vm/A',
  identityId: '',
  selector: 'default',
  target: { kind: 'secret', vaultId: '/v', secretName: 's' },
  result: {
    shell: 'sh',
    tokenUrl: 'http://169.254.169.254/metadata/identity/oauth2/token',
    answeredBy: 'IMDS/1',
    imds: { status: 400, durationMs: 5, code: 'invalid_request', message: 'Identity not found', trouble: '' },
    claims: null,
    call: null,
  },
};

/** The same promises, whatever keeps them. */
function promises(open: () => Promise<Store>) {
  let store: Store;
  let operations: OperationStore;
  beforeAll(async () => {
    store = await open();
    operations = new OperationStore(store);
  });
  afterAll(() => store.destroy());

  it('keeps an operation as it was confirmed, for the person who confirmed it only', async () => {
    const operation = newOperation();
    await operations.create(operation);
    const found = await operations.find(operation.id, person);
    expect(found).toMatchObject({
      state: 'waiting',
      who: 'Ada',
      title: 'Make something',
      cancelRequested: false,
    });
    expect(found?.steps).toHaveLength(120);
    expect(found?.steps[119]).toMatchObject({
      stage: 119,
      input: { name: 'a' },
      state: 'waiting',
      startedAt: -1,
    });
    expect(await operations.find(operation.id, { ...person, objectId: 'other' })).toBeUndefined();
    expect((await operations.list(person, 10)).map(({ id }) => id)).toContain(operation.id);
    expect(await operations.list({ ...person, tenantId: 'other' }, 10)).toEqual([]);
  });

  it('lets one runner have it, and another one when the first is silent', async () => {
    let now = Date.now();
    const clocked = new OperationStore(store, () => now);
    const operation = newOperation();
    await clocked.create(operation);
    expect(await clocked.lease(operation.id, 'a', 1000)).toBe(true);
    expect(await clocked.lease(operation.id, 'b', 1000)).toBe(false);
    expect(await clocked.lease(operation.id, 'a', 1000)).toBe(true);
    expect(await clocked.unfinished(person)).not.toContain(operation.id);
    now += 1001;
    expect(await clocked.unfinished(person)).toContain(operation.id);
    expect(await clocked.lease(operation.id, 'b', 1000)).toBe(true);
  });

  it('gives an operation to one of many who ask at once', async () => {
    const operation = newOperation();
    await operations.create(operation);
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) => operations.lease(operation.id, `r${index}`, 5000)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('keeps what a probe found, the newest of each question, for the person who ran it', async () => {
    const probes = new ProbeStore(store);
    const first = newOperation();
    const second = newOperation();
    await operations.create(first);
    await operations.create(second);
    const keep = async (id: string, position: number, finding: Partial<ProbeFinding>) => {
      const operation = await operations.find(id, person);
      if (operation)
        await operations.setStep(operation, position, { note: 'n', probe: { ...aFinding, ...finding } });
    };
    await keep(first.id, 0, { at: 1 });
    await keep(first.id, 1, { at: 2, selector: 'client-id', identityId: '/an/identity' });
    await keep(second.id, 0, { at: 3 });
    // A second try of the same step takes the place of the first.
    await keep(second.id, 0, { at: 4 });
    const found = await probes.latest(person, '/VM/a');
    expect(found.map(({ operationId, position, at }) => [operationId, position, at])).toEqual([
      [second.id, 0, 4],
      [first.id, 1, 2],
    ]);
    expect(found[0]).toEqual({ ...aFinding, machineId: '/vm/a', at: 4, operationId: second.id, position: 0 });
    expect((await probes.ofOperation(person, first.id)).map(({ at }) => at)).toEqual([1, 2]);
    for (const other of [
      { ...person, objectId: 'other' },
      { ...person, tenantId: 'other' },
    ]) {
      expect(await probes.latest(other, '/vm/a')).toEqual([]);
      expect(await probes.ofOperation(other, first.id)).toEqual([]);
    }
  });

  it('keeps a draft for the tenant; its author edits and deletes it', async () => {
    const drafts = new DraftStore(store);
    const id = randomUUID();
    await drafts.create(id, { ...person, who: 'Ada' }, content);
    const other = { ...person, objectId: 'other' };
    expect(await drafts.find(id, 't')).toMatchObject({
      state: 'open',
      draft: { ...content, id, objectId: 'o', who: 'Ada', revision: 1 },
    });
    expect(await drafts.find(id, 'another tenant')).toEqual({ state: 'none' });
    expect((await drafts.list('t', 10)).map((one) => one.id)).toContain(id);
    expect(await drafts.list('another tenant', 10)).toEqual([]);
    expect(await drafts.edit(id, other, { ...content, title: 'Theirs' })).toBe(false);
    expect(await drafts.remove(id, other)).toBe(false);
    expect(await drafts.edit(id, person, { ...content, title: 'Edited', origin: null })).toBe(true);
    expect(await drafts.find(id, 't')).toMatchObject({
      draft: { title: 'Edited', origin: null, revision: 2, who: 'Ada' },
    });
    expect(await drafts.remove(id, person)).toBe(true);
    expect(await drafts.find(id, 't')).toEqual({ state: 'none' });
  });

  it('makes of a draft one operation, however many confirm it at once', async () => {
    const drafts = new DraftStore(store);
    const id = randomUUID();
    await drafts.create(id, { ...person, who: 'Ada' }, content);
    const confirmed = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        drafts.confirm({ ...newOperation(id), objectId: `p${index}`, code }, 1),
      ),
    );
    expect(confirmed.filter(Boolean)).toHaveLength(1);
    expect(await drafts.find(id, 't')).toEqual({ state: 'confirmed' });
    const objectId = `p${confirmed.indexOf(true)}`;
    expect((await operations.find(id, { ...person, objectId }))?.steps).toHaveLength(120);
    expect(await operations.code(id)).toEqual(code);
    expect(await operations.summary(id, 't')).toMatchObject({ state: 'waiting', done: 0, total: 120 });
    expect(await operations.summary(id, 'another tenant')).toBeUndefined();
    expect(await drafts.edit(id, person, content)).toBe(false);
    expect(await drafts.remove(id, person)).toBe(false);
  });

  it('does not confirm a draft that was edited since it was looked at', async () => {
    const drafts = new DraftStore(store);
    const id = randomUUID();
    await drafts.create(id, { ...person, who: 'Ada' }, content);
    await drafts.edit(id, person, content);
    expect(await drafts.confirm(newOperation(id), 1)).toBe(false);
    expect(await operations.find(id, person)).toBeUndefined();
    expect(await drafts.confirm(newOperation(id), 2)).toBe(true);
  });

  it('ends a draft 30 days after its last edit, says so for as long again, and forgets it', async () => {
    const dayMs = 24 * 60 * 60 * 1000;
    let now = Date.now();
    const drafts = new DraftStore(store, () => now);
    const id = randomUUID();
    await drafts.create(id, { ...person, who: 'Ada' }, content);
    now += 29 * dayMs;
    expect(await drafts.edit(id, person, content)).toBe(true);
    now += 29 * dayMs;
    expect((await drafts.find(id, 't')).state).toBe('open');
    now += 2 * dayMs;
    expect((await drafts.find(id, 't')).state).toBe('expired');
    expect(await drafts.confirm(newOperation(id), 2)).toBe(false);
    expect(await drafts.edit(id, person, content)).toBe(false);
    expect((await drafts.list('t', 100)).map((one) => one.id)).not.toContain(id);
    now += 31 * dayMs;
    await drafts.create(randomUUID(), { ...person, who: 'Ada' }, content);
    expect(await drafts.find(id, 't')).toEqual({ state: 'none' });
  });

  it('writes every transition, and chains the log so that a change shows', async () => {
    const operation = newOperation();
    await operations.create(operation);
    const found = await operations.find(operation.id, person);
    if (!found) throw new Error('It was just stored.');
    await Promise.all(
      Array.from({ length: 30 }, (_, position) =>
        operations.setStep(found, position, { state: 'running', attempts: 1, startedAt: 5 }),
      ),
    );
    await operations.setStep(found, 0, {
      state: 'failed',
      fault: {
        code: 'C',
        message: 'M',
        status: 409,
        requestId: 'r',
        during: 'd',
        at: 1,
        retryAfterSeconds: 0,
      },
    });
    await operations.setState(found, 'failed');
    expect((await operations.find(operation.id, person))?.steps[0]).toMatchObject({
      state: 'failed',
      attempts: 1,
      fault: { code: 'C', status: 409 },
    });
    await operations.retry(found);
    expect((await operations.find(operation.id, person))?.steps[0]).toMatchObject({
      state: 'waiting',
      fault: null,
    });
    const log = await readActivity(store, { tenantId: 't', afterSeq: 0, limit: 10_000 });
    expect(log.filter(({ event }) => event === 'step running')).toHaveLength(30);
    expect(verifyChain(log)).toMatchObject({ intact: log.length, problem: null });
    const changed = log.map((entry) => (entry.seq === 3 ? { ...entry, who: 'Eve' } : entry));
    expect(verifyChain(changed)).toMatchObject({ intact: 2, problem: 'Entry 3 was changed.' });
    expect(verifyChain(log.filter(({ seq }) => seq !== 2))).toMatchObject({
      intact: 1,
      problem: 'Entry 2 is missing.',
    });
  });
}

describe('SQLite', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-store-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  promises(() => openStore({ databaseUrl: '', dataFolder: folder }));

  it('is verified by its own command, which notices a change', async () => {
    const verify = () =>
      execFileSync(process.execPath, ['--conditions=react-server', 'scripts/verify-log.ts'], {
        env: { ...process.env, KEYLESS_DATA_FOLDER: folder, DATABASE_URL: '' },
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(verify()).toMatch(/^\d+ entries are intact/);
    const store = await openStore({ databaseUrl: '', dataFolder: folder });
    await store.updateTable('activity').set({ who: 'Eve' }).where('seq', '=', 1).execute();
    await store.destroy();
    expect(verify).toThrow(/Entry 1 was changed/);
  });
});

const postgres = '/usr/lib/postgresql/15/bin';
// Where PostgreSQL is not installed there is nothing to start.
const servers = existsSync(postgres) ? ['PostgreSQL'] : [];

for (const name of servers) {
  describe(name, () => {
    let server: ThrowawayPostgres | undefined;
    afterAll(() => server?.stop());
    promises(async () => {
      server = await startPostgres(postgres);
      return openStore({ databaseUrl: server.url, dataFolder: '' });
    });
  });
}
