import { describe, expect, it } from 'vitest';
import { describeLive } from '@/components/live/describe-live';
import type { LiveState } from '@/components/live/live-store';
import type { AzureFault } from '@/lib/arm/fault';
import type { EstateEvent } from '@/lib/model/summary';

const now = Date.UTC(2026, 10, 23, 14, 2, 30);

function fault(change: Partial<AzureFault>): AzureFault {
  return {
    code: 'TooManyRequests',
    message: 'Slow down.',
    status: 429,
    requestId: 'r1',
    during: 'List virtual machines',
    at: now - 3000,
    retryAfterSeconds: 15,
    ...change,
  };
}

function live(event: Partial<EstateEvent>, state: Partial<LiveState> = {}): LiveState {
  return {
    connection: 'open',
    lostAt: 0,
    retryAt: 0,
    refusal: null,
    event: {
      epoch: 'e',
      version: 1,
      state: 'ready',
      asOf: now - 2000,
      intervalMs: 4000,
      progress: { callsDone: 34, callsKnown: 120, hosts: 0, identities: 0, roleAssignments: 0 },
      budget: { callsLastMinute: 14, limitPerMinute: 1200 },
      faults: [],
      ...event,
    },
    ...state,
  };
}

describe('live status', () => {
  it('says how old the screen is', () => {
    expect(describeLive(live({}), now)).toMatchObject({ tone: 'ok', text: 'Live · 2 s ago' });
  });

  it('never says live while Azure refuses, and counts down to the next try', () => {
    const said = describeLive(live({ faults: [fault({})] }), now);
    expect(said.tone).toBe('late');
    expect(said.text).toMatch(/^As of \d\d:02 · Azure answered 429, retrying in 12 s$/);
  });

  it('is red when no answer came at all, even beside a milder fault', () => {
    const said = describeLive(live({ faults: [fault({}), fault({ status: 0, code: 'Unreachable' })] }), now);
    expect(said).toMatchObject({ tone: 'down', spoken: 'Cannot reach Azure' });
  });

  it('tells the portal being gone from Azure being gone', () => {
    const said = describeLive(live({}, { connection: 'lost', retryAt: now + 4000 }), now);
    expect(said.tone).toBe('down');
    expect(said.text).toMatch(/The portal does not answer, trying again in 4 s$/);
  });

  it('says where the link is when the portal was started again and knows no session of this browser', () => {
    const refusal = fault({ code: 'NoSession', status: 401, retryAfterSeconds: 0 });
    const said = describeLive(live({}, { connection: 'lost', retryAt: now + 4000, refusal }), now);
    expect(said).toMatchObject({ tone: 'down', faults: [refusal] });
    expect(said.text).toMatch(/^As of \d\d:02 · This browser’s session has ended\. Run “npm run link”/);
    const other = live({}, { connection: 'lost', refusal: fault({ code: 'ForeignHost', status: 421 }) });
    expect(describeLive(other, now).text).toMatch(/The portal does not answer, trying again$/);
  });

  it('counts calls while it reads for the first time', () => {
    expect(describeLive(live({ state: 'loading', asOf: 0 }), now).text).toBe(
      'Reading Azure · 34 of 120 calls',
    );
  });
});
