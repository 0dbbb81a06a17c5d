import type { LiveState } from '@/components/live/live-store';
import { formatCount } from '@/components/ui/num';
import { formatClock } from '@/components/ui/time-format';
import type { AzureFault } from '@/lib/arm/fault';

export interface LiveDescription {
  tone: 'ok' | 'busy' | 'late' | 'down' | 'idle';
  /** The whole sentence, which changes every second. */
  text: string;
  /** The part worth reading aloud when it changes. */
  spoken: string;
  faults: readonly AzureFault[];
}

function seconds(ms: number): number {
  return Math.max(0, Math.round(ms / 1000));
}

function age(ms: number): string {
  const s = seconds(ms);
  return s < 90 ? `${s} s ago` : `${Math.round(s / 60)} min ago`;
}

/** The fault that says most about why data is old: no answer, then refusal to answer, then the rest. */
export function worstFault(faults: readonly AzureFault[]): AzureFault | undefined {
  const rank = (fault: AzureFault) =>
    fault.status === 0 ? 0 : fault.status === 429 ? 1 : fault.status >= 500 ? 2 : 3;
  return faults.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** What the live status says. `nowMs` in epoch milliseconds. */
export function describeLive(state: LiveState, nowMs: number): LiveDescription {
  const { connection, event, refusal } = state;
  if (connection === 'lost') {
    const wait = seconds(state.retryAt - nowMs);
    const again = wait > 0 ? `trying again in ${wait} s` : 'trying again';
    const asOf = event && event.asOf > 0 ? `As of ${formatClock(event.asOf)} · ` : '';
    if (refusal?.code === 'NoSession') {
      const what = 'This browser’s session has ended. Run “npm run link” and open its link';
      return { tone: 'down', text: `${asOf}${what}`, spoken: what, faults: [refusal] };
    }
    return {
      tone: 'down',
      text: `${asOf}The portal does not answer, ${again}`,
      spoken: 'The portal does not answer',
      faults: [],
    };
  }
  if (connection === 'paused') {
    return { tone: 'idle', text: 'Paused while you were away', spoken: 'Paused', faults: [] };
  }
  if (event === null) return { tone: 'busy', text: 'Connecting…', spoken: '', faults: [] };

  const fault = worstFault(event.faults);
  if (fault) {
    const { faults } = event;
    const waitMs = fault.retryAfterSeconds > 0 ? fault.at + fault.retryAfterSeconds * 1000 - nowMs : 0;
    const retry = waitMs > 500 ? `, retrying in ${seconds(waitMs)} s` : ', retrying';
    const asOf = event.asOf > 0 ? `As of ${formatClock(event.asOf)} · ` : '';
    if (fault.status === 0) {
      const what = fault.code === 'SignInFailed' ? 'Azure does not accept the sign-in' : 'Cannot reach Azure';
      return { tone: 'down', text: `${asOf}${what}`, spoken: what, faults };
    }
    const what = `Azure answered ${fault.status}`;
    const tone = event.state === 'failed' ? 'down' : 'late';
    return { tone, text: `${asOf}${what}${retry}`, spoken: what, faults };
  }
  if (event.state === 'loading') {
    const { callsDone, callsKnown } = event.progress;
    const share = callsKnown > 0 ? ` · ${formatCount(callsDone)} of ${formatCount(callsKnown)} calls` : '';
    return { tone: 'busy', text: `Reading Azure${share}`, spoken: 'Reading Azure', faults: [] };
  }
  if (event.state === 'failed')
    return { tone: 'down', text: 'Nothing could be read', spoken: 'Nothing could be read', faults: [] };
  return { tone: 'ok', text: `Live · ${age(nowMs - event.asOf)}`, spoken: 'Live', faults: [] };
}
