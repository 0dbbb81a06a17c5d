import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { currentCaller } from '@/lib/auth/caller';
import { findPlan } from '@/lib/changes/plan/drafts';
import { startReview } from '@/lib/changes/run/inspect';
import { operationServiceOf } from '@/lib/changes/run/operation-service';
import { crossedFiles, ofProduct } from '@/lib/changes/testing/crossed-files';
import { confirmPlan, createDraft } from './plans';
import { type Acting, startActing } from './testing/acting';

const request = vi.hoisted(() => ({ headers: new Headers() }));
// Next gives a request's headers only while it answers one.
vi.mock('next/headers', () => ({ headers: async () => request.headers }));

let acting: Acting;
beforeAll(async () => {
  acting = await startActing(vi.stubEnv);
  request.headers = acting.headers;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await acting.close();
});

/** More than these between a click and Azure, and nobody follows one from the other any more. */
const maxFiles = 11;

it('a confirmed “create identity” crosses few files from the action to the SDK', async () => {
  const groupId = `/subscriptions/${acting.harness.subscriptionId}/resourceGroups/rg-web`;
  const input = { groupId, name: 'id-crossing', location: 'westeurope' };
  const made = await createDraft({ title: 'Cross', steps: [{ kind: 'create-identity', stage: 0, input }] });
  if (!made.ok) throw new Error(JSON.stringify(made));
  const { id } = made.value;
  const caller = await currentCaller();
  const plan = await findPlan(id, caller);
  if (plan.state !== 'open') throw new Error(plan.state);
  const reviewed = await startReview(await operationServiceOf(caller), plan.draft.steps).result;
  if (!reviewed.ok) throw new Error(JSON.stringify(reviewed.errors));
  const { hash, seen } = reviewed.review;
  const files = ofProduct(
    await crossedFiles(
      // It ends in a redirect, which is thrown.
      () => confirmPlan({ id, hash, seen }).catch(() => {}),
      (method, path) => method === 'PUT' && path.includes('id-crossing'),
    ),
  );
  console.info(`From the action to the SDK, ${files.length} files:\n${files.join('\n')}`);
  expect(files[0]).toBe('lib/actions/operator-action.ts');
  expect(files).toContain('lib/changes/steps/create-identity.ts');
  expect(files).toContain('lib/azure/write/identities.ts');
  expect(files.length).toBeLessThanOrEqual(maxFiles);
});
