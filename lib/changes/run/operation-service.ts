import 'server-only';
import { randomUUID } from 'node:crypto';
import { AzureError } from '@/lib/arm/azure-error';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { type Caller, currentCaller } from '@/lib/auth/caller';
import { withCallContext } from '@/lib/azure/call-context';
import { createAzureWriter } from '@/lib/azure/write/arm-writer';
import { Preflight } from '@/lib/changes/plan/preflight';
import { bindPlan, type PlanErrors, reviewPlan } from '@/lib/changes/plan/review';
import { readyEstate, snapshotOf } from '@/lib/estate/snapshot/snapshots';
import type { AzureWriter } from '@/lib/model/azure-writer';
import type { Operation, PlannedStep } from '@/lib/model/operation';
import { hasEnded } from '@/lib/model/operation';
import type { PlanReview } from '@/lib/model/plan-review';
import { currentStore } from '@/lib/store/database';
import { OperationStore } from '@/lib/store/operations';
import { atMostEvery } from './at-most-every';
import { defaultSettings, Runner } from './runner';

/** One person's way to change things: reviews plans, stores what is confirmed, and runs it. */
export interface OperationService {
  readonly caller: Caller;
  readonly azure: AzureWriter;
  readonly store: OperationStore;
  readonly runner: Runner;
}

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. */
  var keylessOperationServices: Map<string, Promise<OperationService>> | undefined;
}

const refreshIntervalMs = 2000;

async function openOperationService(caller: Caller): Promise<OperationService> {
  const { tenantId, objectId } = caller;
  const store = new OperationStore(await currentStore());
  const azure = createAzureWriter(caller);
  const person = { tenantId, objectId };
  // A look costs calls: a plan of many steps must not use up what the person has of them.
  const changed = atMostEvery(refreshIntervalMs, () => snapshotOf(caller).refresh());
  const runner = new Runner({ store, person, azure, settings: defaultSettings, changed });
  return { caller, azure, store, runner };
}

/** The desk of whoever asks. Throws AzureError without a sign-in. */
export async function currentOperationService(): Promise<OperationService> {
  const caller = await currentCaller();
  globalThis.keylessOperationServices ??= new Map();
  const services = globalThis.keylessOperationServices;
  const key = `${caller.tenantId}/${caller.objectId}`;
  const known = services.get(key);
  if (known) return known;
  const opened = openOperationService(caller);
  services.set(key, opened);
  opened.catch(() => services.delete(key));
  return opened;
}

export type Reviewed = { ok: true; review: PlanReview } | { ok: false; errors: PlanErrors };

/** Reviews a plan against Azure as it is now. */
export async function review(steps: readonly PlannedStep[], signal: AbortSignal): Promise<Reviewed> {
  const bound = bindPlan(steps);
  if (!bound.ok) return bound;
  const [{ azure, caller }, { snapshot }] = await Promise.all([
    currentOperationService(),
    readyEstate(signal),
  ]);
  const estate = snapshot.view;
  const roles = () => snapshot.records.roles.values();
  const preflight = new Preflight({ azure, estate, roles, objectId: caller.objectId });
  const reviewed = await withCallContext({ signal }, () =>
    reviewPlan(bound.steps, { azure, estate, preflight }),
  );
  return { ok: true, review: reviewed };
}

export type Confirmed =
  | { ok: true; id: string }
  | { ok: false; errors: PlanErrors }
  /** The plan or what it was computed from moved since it was shown: look again. */
  | { ok: false; stale: PlanReview };

/**
 * Stores a plan that was confirmed and begins it. `hash` is that of the review the person saw: when the plan or Azure
 * moved since, nothing is done. `leave` are positions the person leaves to somebody else.
 */
export async function confirm(
  request: {
    title: string;
    steps: readonly PlannedStep[];
    hash: string;
    skip: readonly number[];
    secrets: Readonly<Record<string, string>>;
    undoOf: string;
  },
  signal: AbortSignal,
): Promise<Confirmed> {
  const reviewed = await review(request.steps, signal);
  if (!reviewed.ok) return reviewed;
  if (reviewed.review.hash !== request.hash) return { ok: false, stale: reviewed.review };
  const { store, runner, caller } = await currentOperationService();
  const kept = reviewed.review.steps.filter(({ position }) => !request.skip.includes(position));
  const id = randomUUID();
  await store.create({
    id,
    tenantId: caller.tenantId,
    objectId: caller.objectId,
    who: caller.name,
    title: request.title,
    correlationId: randomUUID(),
    undoOf: request.undoOf,
    planHash: request.hash,
    steps: kept.map(({ kind, input, stage, title }) => ({ kind, input, stage, title })),
  });
  const secrets = Object.fromEntries(
    Object.entries(request.secrets).map(([name, value]) => [name.toLowerCase(), value]),
  );
  runner.start(id, secrets).catch(reportLost);
  return { ok: true, id };
}

/** The operation, or AzureError 404. */
export async function findOperation(
  id: string,
): Promise<{ service: OperationService; operation: Operation }> {
  const service = await currentOperationService();
  const operation = await service.store.find(id, service.caller);
  if (!operation) throw new AzureError(noSuchOperation(id));
  return { service, operation };
}

/** What the person sees of it now, words about long changes included. */
export function shown({ runner }: OperationService, operation: Operation): Operation {
  const steps = operation.steps.map((step) =>
    step.state === 'running'
      ? { ...step, note: runner.noteOf(operation.id, step.position) || step.note }
      : step,
  );
  return { ...operation, steps };
}

/** Begins again from what failed. */
export async function retry(id: string): Promise<void> {
  const { service, operation } = await findOperation(id);
  if (!hasEnded(operation.state)) return;
  await service.store.retry(operation);
  service.runner.start(id).catch(reportLost);
}

export async function cancel(id: string): Promise<void> {
  const { service, operation } = await findOperation(id);
  if (!hasEnded(operation.state)) await service.store.requestCancel(operation);
}

/** The steps that take an operation back, last first; what cannot be taken back is said. */
export function undoPlan(operation: Operation): { steps: PlannedStep[]; impossible: string[] } {
  const steps: PlannedStep[] = [];
  const impossible: string[] = [];
  const done = operation.steps.filter(({ state }) => state === 'succeeded').reverse();
  for (const { undo, title } of done) {
    if (undo === null || !undo.possible) impossible.push(`${title}: ${undo?.why ?? 'it is not known how.'}`);
    else for (const step of undo.steps) steps.push({ ...step, stage: steps.length });
  }
  return { steps, impossible };
}

/** Goes on with what was begun before the portal ended, for whoever is signed in to it. */
export async function resumeOperations(): Promise<void> {
  const { runner } = await currentOperationService();
  await runner.resume();
}

function reportLost(error: unknown): void {
  console.error('An operation stopped unexpectedly; it is gone on with at the next look:', error);
}

function noSuchOperation(id: string): AzureFault {
  const message = `There is no operation ${id}, or it is not yours.`;
  return portalFault({ code: 'OperationNotFound', message, status: 404, during: 'Look for an operation' });
}
