import 'server-only';
import { type AzureFault, portalFault } from '@/lib/arm/fault';
import { callContext, withCallContext } from '@/lib/azure/call-context';
import { toFault } from '@/lib/azure/to-fault';
import type { BoundStep } from '@/lib/changes/steps/step';
import { fail, type StepEnd, type StepRun } from './step-run';

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
    const context = { report: run.note, secrets: run.secrets, operationId: run.operationId };
    await withCallContext({ ...callContext(), once: true }, () => observed.run(azure, context));
  } catch (error) {
    signal.throwIfAborted();
    const fault = toFault(error, during);
    if (!leavesOpen(fault)) return fail(save, fault);
    return fail(save, { ...fault, code: 'OutcomeUnknown', message: `${fault.message} ${unknown}` });
  }
  await save({ state: 'succeeded', endedAt: Date.now(), note: '', fault: null });
  return 'succeeded';
}
