import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { callContext, withCallContext } from '@/lib/azure/call-context';
import { toFault } from '@/lib/azure/to-fault';
import type { BoundStep, RunContext } from '@/lib/changes/steps/step';
import type { StepChange } from '@/lib/store/operations';
import { fail, type StepEnd, type StepRun } from './step-run';

type Keep = NonNullable<RunContext['keep']>;

/** Said of an action that may or may not have happened: only a person can look and decide. */
const unknown =
  'It may or may not have happened. Check the resource, then retry it yourself if it is needed.';

/** Whether a failure leaves open if Azure did what was asked. A refusal (4xx) does not. */
function leavesOpen({ status, code }: AzureFault): boolean {
  return status >= 500 || status === 408 || /^(Unreachable|Aborted|StillRunning|Unexpected)$/.test(code);
}

/**
 * Runs an action that has no state to reach. The intent is stored before the request and the outcome after it; what is
 * found begun, because the portal ended in between, is told and not done again. Rejects when the run's signal ends it.
 */
export async function runOnce(run: StepRun, bound: BoundStep): Promise<StepEnd> {
  const { step, azure, save, signal } = run;
  const during = step.title;
  if (step.state === 'running') {
    const message = `The portal ended while this ran. ${unknown}`;
    return fail(save, portalFault({ code: 'OutcomeUnknown', message, during }));
  }
  let kept: Pick<StepChange, 'probe'> = {};
  try {
    const observed = await bound.observe(azure);
    const blocker = observed.blocker(new Set());
    if (blocker !== null) return await fail(save, portalFault({ code: 'Blocked', message: blocker, during }));
    await save({
      state: 'running',
      attempts: step.attempts + 1,
      undo: observed.undo(),
      startedAt: Date.now(),
      note: '',
    });
    const context = contextOf(run, (probe) => {
      kept = { probe };
    });
    await withCallContext({ ...callContext(), once: true }, () => observed.run(azure, context));
  } catch (error) {
    signal.throwIfAborted();
    const fault = toFault(error, during);
    if (!leavesOpen(fault)) return fail(save, fault, kept);
    const message = `${fault.message} ${unknown}`;
    return fail(save, { ...fault, code: 'OutcomeUnknown', message }, kept);
  }
  await save({ state: 'succeeded', endedAt: Date.now(), note: '', fault: null, ...kept });
  return 'succeeded';
}

function contextOf(
  { note, secrets, operationId, followsRole, settings, signal }: StepRun,
  keep: Keep,
): RunContext {
  const { rolePauses: pauses, rolePauseMs: pauseMs } = settings;
  const pause = () => delay(pauseMs, undefined, { signal });
  return {
    report: note,
    secrets,
    operationId,
    keep,
    ...(followsRole ? { propagation: { pauses, pauseMs, pause } } : {}),
  };
}
