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

/** Each file more between a click and Azure is one more to read for whoever follows it: a longer list needs a reason. */
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
  expect(files).toEqual([
    'lib/actions/operator-action.ts',
    'lib/actions/plans.ts',
    'lib/changes/run/confirm-plan.ts',
    'lib/changes/run/runner.ts',
    'lib/azure/call-context.ts',
    'lib/changes/run/keyed-mutex.ts',
    'lib/changes/run/run-step.ts',
    'lib/changes/steps/define-step.ts',
    'lib/changes/steps/create-identity.ts',
    'lib/azure/write/identities.ts',
    'lib/azure/during.ts',
  ]);
});
