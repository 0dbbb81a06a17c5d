import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { currentCaller } from '@/lib/auth/caller';
import { findPlan, listDrafts } from '@/lib/changes/plan/drafts';
import { startReview } from '@/lib/changes/run/inspect';
import { findOperation, operationServiceOf } from '@/lib/changes/run/operation-service';
import { stepOf } from '@/lib/changes/testing/harness';
import { refreshedEstate } from '@/lib/estate/snapshot/snapshots';
import type { Operation, PlannedStep } from '@/lib/model/operation';
import { hasEnded } from '@/lib/model/operation';
import type { PlanReview } from '@/lib/model/plan-review';
import { confirmPlan, createDraft, deleteDraft, retryOperation, undoOperation } from './plans';
import { type Acting, startActing } from './testing/acting';

const request = vi.hoisted(() => ({ headers: new Headers() }));
// Next gives a request's headers only while it answers one.
vi.mock('next/headers', () => ({ headers: async () => request.headers }));

let acting: Acting;
let group: string;

beforeAll(async () => {
  acting = await startActing(vi.stubEnv);
  request.headers = acting.headers;
  group = `/subscriptions/${acting.harness.subscriptionId}/resourceGroups/rg-web`;
});
beforeEach(() => acting.signIn('owner'));
afterAll(async () => {
  vi.unstubAllEnvs();
  await acting.close();
});

const identityId = (name: string, at = group) =>
  `${at}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const identity = (name: string) =>
  stepOf('create-identity', { groupId: group, name, location: 'westeurope' });
const steps = (planned: readonly PlannedStep[]) =>
  planned.map(({ kind, input, stage }) => ({ kind, input: { ...input }, stage }));

async function draft(planned: readonly PlannedStep[], more: { replaces?: string } = {}): Promise<string> {
  const made = await createDraft({ title: 'A plan', steps: steps(planned), ...more });
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.value.id;
}

/** What whoever is signed in sees of a plan. */
async function reviewOf(id: string): Promise<PlanReview> {
  const caller = await currentCaller();
  const plan = await findPlan(id, caller);
  if (plan.state !== 'open') throw new Error(plan.state);
  const reviewed = await startReview(await operationServiceOf(caller), plan.draft.steps).result;
  if (!reviewed.ok) throw new Error(JSON.stringify(reviewed.errors));
  return reviewed.review;
}

/** Sends the form as a browser does; the address it leads to, or the answer. */
async function confirm(id: string, review: PlanReview, more: Readonly<Record<string, string>> = {}) {
  const form = new FormData();
  const fields = { id, hash: review.hash, seen: review.seen, ...more };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  try {
    return await confirmPlan(null, form);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'digest' in error)
      return String(error.digest).split(';')[2];
    throw error;
  }
}

async function ended(id: string): Promise<Operation> {
  const caller = await currentCaller();
  await expect
    .poll(async () => hasEnded((await findOperation(id, caller)).operation.state), { timeout: 20_000 })
    .toBe(true);
  return (await findOperation(id, caller)).operation;
}

describe('a plan', () => {
  it('is stored, reviewed, confirmed and run, and keeps its ID', async () => {
    const id = await draft([identity('id-acted')]);
    const review = await reviewOf(id);
    expect(await confirm(id, review, { scope: '/subscriptions/s' })).toBe(
      `/operations/${id}?scope=%2Fsubscriptions%2Fs`,
    );
    const operation = await ended(id);
    expect(operation).toMatchObject({ state: 'succeeded', title: 'A plan' });
    const { store } = await operationServiceOf(await currentCaller());
    expect(await store.code(id)).toEqual(review.code);
    expect(await acting.harness.stepsOf().identity(identityId('id-acted'))).not.toBeNull();
  });

  it('confirmed four times at once is one operation', async () => {
    const id = await draft([identity('id-four')]);
    const review = await reviewOf(id);
    const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(id, review)));
    expect(answers).toEqual(Array.from({ length: 4 }, () => `/operations/${id}`));
    expect((await ended(id)).steps.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['succeeded', 1],
    ]);
    expect(await confirm(id, review)).toBe(`/operations/${id}`);
  });

  it('whose input is wrong is refused, field by field', async () => {
    expect(await createDraft({ title: 'A plan', steps: steps([identity('!')]) })).toEqual({
      ok: false,
      kind: 'invalid',
      fields: { 'steps.0.name': [expect.any(String)] },
    });
  });

  it('is edited by its author; by anybody else a plan of their own is made', async () => {
    const id = await draft([identity('id-before')]);
    expect(await draft([identity('id-after')], { replaces: id })).toBe(id);
    expect((await reviewOf(id)).steps[0]?.title).toContain('id-after');
    acting.signIn('reader');
    const other = await draft([identity('id-other')], { replaces: id });
    expect(other).not.toBe(id);
    await deleteDraft({ id });
    acting.signIn('owner');
    expect((await reviewOf(id)).steps[0]?.title).toContain('id-after');
    await deleteDraft({ id });
    expect(await findPlan(id, await currentCaller())).toEqual({ state: 'none' });
  });

  it('is seen by others of the tenant under what its steps say, against their own rights', async () => {
    const made = await createDraft({ title: 'Nothing to worry about', steps: steps([identity('id-told')]) });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const { id } = made.value;
    const mine = await reviewOf(id);
    expect(mine.steps[0]?.state).toBe('ready');
    acting.signIn('vm-contributor');
    const listed = (await listDrafts(await currentCaller())).find((one) => one.id === id);
    expect(listed).toMatchObject({ title: 'Create user-assigned identity id-told', own: false });
    const theirs = await reviewOf(id);
    expect(theirs.steps[0]).toMatchObject({ state: 'blocked' });
    expect(theirs.hash).not.toBe(mine.hash);
    // What somebody else saw is not what they confirm; what they see they may not do.
    expect(await confirm(id, mine)).toMatchObject({ ok: true, value: { changed: { steps: [0] } } });
    expect(await confirm(id, theirs)).toMatchObject({
      ok: false,
      kind: 'invalid',
      fields: { skip: [expect.any(String)] },
    });
    acting.signIn('owner');
    expect(await confirm(id, mine)).toBe(`/operations/${id}`);
    await ended(id);
  });

  it('that deletes asks for the name, and is stale when somebody else begins to use what it deletes', async () => {
    const { world } = acting.harness.azure.emulator;
    await acting.harness.run([identity('id-doomed')]);
    await refreshedEstate(AbortSignal.timeout(20_000));
    const id = await draft([stepOf('delete-identity', { identityId: identityId('id-doomed') })]);
    const review = await reviewOf(id);
    expect(await confirm(id, review)).toMatchObject({
      kind: 'invalid',
      fields: { typedName: ['Type id-doomed to confirm.'] },
    });
    const machine = [...world.resources.values()].find(({ name }) => name === 'vm-orders-01');
    const attached = await acting.harness.run([
      stepOf('attach-identities', { machineId: machine?.id, identityIds: [identityId('id-doomed')] }),
    ]);
    expect(attached.state).toBe('succeeded');
    const stale = await confirm(id, review, { typedName: 'id-doomed' });
    expect(stale).toMatchObject({ ok: true, value: { changed: { steps: [], gaps: false } } });
    if (typeof stale !== 'object' || !stale.ok) throw new Error('It was not called stale.');
    const { review: now, changed } = stale.value;
    expect(changed.impact.map((index) => now.impact[index]?.what)).toContain('vm-orders-01 loses id-doomed');
    expect(await acting.harness.stepsOf().identity(identityId('id-doomed'))).not.toBeNull();
    expect(await confirm(id, now, { typedName: 'id-doomed' })).toBe(`/operations/${id}`);
    const operation = await ended(id);
    expect(operation.state).toBe('succeeded');
    expect(await undoOperation({ id })).toMatchObject({ ok: false, kind: 'invalid' });
  });

  it('whose secret is missing is not begun, and the secret is nowhere', async () => {
    const id = await draft([
      stepOf('create-machine', {
        groupId: group,
        name: 'vm-secret',
        location: 'westeurope',
        image: 'windows-2022',
      }),
    ]);
    const review = await reviewOf(id);
    const [need] = review.steps[0]?.secrets ?? [];
    expect(need?.label).toBe('Administrator password of vm-secret');
    const field = `secrets[${need?.key}]`;
    expect(await confirm(id, review)).toMatchObject({ kind: 'invalid' });
    expect(await confirm(id, review, { [field]: 'Short-1' })).toMatchObject({ kind: 'invalid' });
    expect(await confirm(id, review, { [field]: 'correct-horse-seven' })).toMatchObject({ kind: 'invalid' });
    expect(await confirm(id, review, { [field]: 'Correct-Horse-7' })).toBe(`/operations/${id}`);
    expect((await ended(id)).state).toBe('succeeded');
    const store = await globalThis.keylessStore;
    const tables = ['plan_draft', 'operation', 'operation_step', 'operation_code', 'activity'] as const;
    for (const table of tables) {
      const rows = await store?.selectFrom(table).selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('Correct-Horse-7');
    }
  });
});

it('an undo plan says what it leaves as it is', async () => {
  const name = 'vm-half';
  const { machineId, key } = {
    machineId: `${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
    key: `ssh-ed25519 ${'A'.repeat(68)}`,
  };
  await acting.harness.run([
    stepOf('create-machine', {
      groupId: group,
      name,
      location: 'westeurope',
      sshPublicKey: key,
      system: true,
    }),
  ]);
  const id = await draft([stepOf('disable-system-assigned', { machineId }), identity('id-half')]);
  expect(await confirm(id, await reviewOf(id))).toBe(`/operations/${id}`);
  await ended(id);
  const undo = await undoOperation({ id });
  if (!undo.ok) throw new Error(JSON.stringify(undo));
  const plan = await findPlan(undo.value.id, await currentCaller());
  expect(plan).toMatchObject({
    state: 'open',
    draft: {
      undoOf: id,
      steps: [{ kind: 'delete-identity' }],
      notUndone: [expect.stringContaining('Disable the system-assigned identity of vm-half')],
    },
  });
});

it('somebody else’s operation is not there', async () => {
  const id = await draft([identity('id-private')]);
  await confirm(id, await reviewOf(id));
  await ended(id);
  acting.signIn('reader');
  expect(await retryOperation({ id })).toMatchObject({ kind: 'fault', fault: { code: 'OperationNotFound' } });
  expect(await undoOperation({ id })).toMatchObject({ kind: 'fault', fault: { status: 404 } });
  acting.signIn('owner');
});
