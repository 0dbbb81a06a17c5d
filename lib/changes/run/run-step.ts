import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { toFault } from '@/lib/azure/to-fault';
import { bindStep } from '@/lib/changes/steps/all-steps';
import type { BoundStep, ObservedStep } from '@/lib/changes/steps/step';
import { storedDifferently } from './readable-undo';
import { runOnce } from './run-once';
import { fail, type StepEnd, type StepRun } from './step-run';
import { isTransient, waitBeforeMs } from './transient';

/** What Azure accepted can show up a moment later: read again a few times before it is reported as missing. */
const readBacks = 4;

async function confirm(bound: BoundStep, { azure, settings, signal }: StepRun): Promise<boolean> {
  for (let attempt = 1; attempt <= readBacks; attempt += 1) {
    if ((await bound.observe(azure)).done) return true;
    if (attempt < readBacks)
      await delay(Math.min(settings.retryMaxMs, settings.retryBaseMs * 2 ** (attempt - 1)), undefined, {
        signal,
      });
  }
  return false;
}

/**
 * Runs one step to its end: checks whether Azure is so already, makes the change otherwise, and reads it back. Passing failures
 * are tried again; it is observed again before each try, so that a request whose answer was lost is not made twice.
 * Rejects when the run's signal ends it, and leaves the step as it is stored.
 */
export async function runStep(run: StepRun): Promise<StepEnd> {
  const { step, azure, settings, save, signal } = run;
  signal.throwIfAborted();
  const bound = bindStep(step);
  if (!bound.ok) {
    const fields = Object.entries(bound.errors).map(([field, error]) =>
      field === '' ? error : `${field}: ${error}`,
    );
    const message = `Nothing was done, because ${storedDifferently} ${fields.join(' ')}`;
    return fail(save, portalFault({ code: 'InvalidInput', message, during: step.title }));
  }
  if (bound.step.once) return runOnce(run, bound.step);
  let undoKnown = step.undo !== null;
  let begun = step.attempts > 0;
  for (let attempt = 1; ; attempt += 1) {
    let fault: AzureFault;
    try {
      const observed = await bound.step.observe(azure);
      if (observed.done) return await end(save, begun, observed, undoKnown);
      const blocker = observed.blocker(new Set());
      if (blocker !== null)
        return await fail(save, portalFault({ code: 'Blocked', message: blocker, during: step.title }));
      await save({
        state: 'running',
        attempts: step.attempts + attempt,
        ...(undoKnown ? {} : { undo: observed.undo() }),
        ...(begun ? {} : { startedAt: Date.now() }),
        note: '',
      });
      undoKnown = true;
      begun = true;
      await observed.run(azure, { report: run.note, secrets: run.secrets, operationId: run.operationId });
      if (await confirm(bound.step, run)) {
        await save({ state: 'succeeded', endedAt: Date.now(), note: '', fault: null });
        return 'succeeded';
      }
      fault = portalFault({
        code: 'NotSeen',
        message: 'Azure took the change, but does not show it. Look again before you retry.',
        during: step.title,
      });
      return await fail(save, fault);
    } catch (error) {
      signal.throwIfAborted();
      fault = toFault(error, step.title);
    }
    if (!isTransient(fault) || attempt >= settings.maxAttempts) return fail(save, fault);
    if (await run.cancelled()) return fail(save, fault);
    const waitMs = waitBeforeMs(fault, attempt, settings.retryBaseMs, settings.retryMaxMs);
    await save({ note: `${fault.code}: trying again in ${Math.ceil(waitMs / 1000)} s`, fault });
    await delay(waitMs, undefined, { signal });
  }
}

async function end(
  save: StepRun['save'],
  begun: boolean,
  observed: ObservedStep,
  undoKnown: boolean,
): Promise<StepEnd> {
  const endedAt = Date.now();
  if (begun) {
    await save({ state: 'succeeded', endedAt, note: '', fault: null });
    return 'succeeded';
  }
  await save({
    state: 'unchanged',
    startedAt: endedAt,
    endedAt,
    note: 'It was so already.',
    fault: null,
    ...(undoKnown ? {} : { undo: observed.undo() }),
  });
  return 'unchanged';
}
