import 'server-only';
import { AzureError } from '@/lib/arm/azure-error';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { type Caller, currentCaller } from '@/lib/auth/caller';
import { type AzureWriter, createAzureWriter } from '@/lib/azure/write/arm-writer';
import { snapshotOf } from '@/lib/estate/snapshot/snapshots';
import { hasEnded, type Operation, type OperationSummary, type ShownOperation } from '@/lib/model/operation';
import { currentStore } from '@/lib/store/database';
import { OperationStore } from '@/lib/store/operations';
import { ProbeStore } from '@/lib/store/probes';
import { atMostEvery } from './at-most-every';
import { proofOf } from './proof';
import { withReadableUndo } from './readable-undo';
import { defaultSettings, Runner } from './runner';
import { shownProbes } from './shown-probes';

/** One person's way to change things: reviews plans, stores what is confirmed, and runs it. */
export interface OperationService {
  readonly caller: Caller;
  readonly azure: AzureWriter;
  readonly store: OperationStore;
  readonly probes: ProbeStore;
  readonly runner: Runner;
}

declare global {
  /** Next bundles routes apart from each other: what they must share hangs here. */
  var keylessOperationServices: Map<string, Promise<OperationService>> | undefined;
}

const refreshIntervalMs = 2000;

async function openOperationService(caller: Caller): Promise<OperationService> {
  const { tenantId, objectId } = caller;
  const database = await currentStore();
  const store = new OperationStore(database);
  const probes = new ProbeStore(database);
  const azure = createAzureWriter(caller);
  const person = { tenantId, objectId };
  // A refresh costs calls: a plan of many steps must not use up what the person has of them.
  const changed = atMostEvery(refreshIntervalMs, () => snapshotOf(caller).refresh());
  const runner = new Runner({ store, person, azure, settings: defaultSettings, changed });
  return { caller, azure, store, probes, runner };
}

/** The service of whoever asks. Throws AzureError without a sign-in. */
export async function currentOperationService(): Promise<OperationService> {
  return operationServiceOf(await currentCaller());
}

/** One person's service: everybody who asks for it gets the same. */
export async function operationServiceOf(caller: Caller): Promise<OperationService> {
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

/** An operation of the caller's, or AzureError 404. */
export async function findOperation(
  id: string,
  caller: Caller,
): Promise<{ service: OperationService; operation: Operation }> {
  const service = await operationServiceOf(caller);
  const operation = await service.store.find(id, service.caller);
  if (!operation) throw new AzureError(noSuchOperation(id));
  return { service, operation: withReadableUndo(operation) };
}

const newest = 200;

/** What the caller began, newest first. */
export async function listOperations(caller: Caller): Promise<OperationSummary[]> {
  const { store } = await operationServiceOf(caller);
  return store.list(caller, newest);
}

/** What the person sees of it now, words about long changes and what its probes found included. */
export async function shown(
  { runner, probes, azure }: OperationService,
  operation: Operation,
): Promise<ShownOperation> {
  const steps = operation.steps.map((step) =>
    step.state === 'running'
      ? { ...step, note: runner.noteOf(operation.id, step.position) || step.note }
      : step,
  );
  const records = await probes.ofOperation(operation, operation.id);
  return {
    ...withReadableUndo({ ...operation, steps }),
    proof: proofOf(operation),
    probes: await shownProbes(records, azure),
  };
}

/** Begins again from what failed. */
export async function retry(id: string, caller: Caller): Promise<void> {
  const { service, operation } = await findOperation(id, caller);
  if (!hasEnded(operation.state)) return;
  await service.store.retry(operation);
  service.runner.begin(id);
}

export async function cancel(id: string, caller: Caller): Promise<void> {
  const { service, operation } = await findOperation(id, caller);
  if (!hasEnded(operation.state)) await service.store.requestCancel(operation);
}

/** Resumes what was begun before the portal ended, for whoever is signed in to it. */
export async function resumeOperations(): Promise<void> {
  const { runner } = await currentOperationService();
  await runner.resume();
}

/** Ends what waits and releases operations, so that another portal takes them up without waiting for a lease to end. */
export async function closeOperations(): Promise<void> {
  const services = await Promise.allSettled(globalThis.keylessOperationServices?.values() ?? []);
  await Promise.allSettled(
    services.map((one) => (one.status === 'fulfilled' ? one.value.runner.close() : undefined)),
  );
}

function noSuchOperation(id: string): AzureFault {
  const message = `There is no operation ${id}, or it is not yours.`;
  return portalFault({ code: 'OperationNotFound', message, status: 404, during: 'Look for an operation' });
}
