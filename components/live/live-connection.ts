import { getLiveState, setLiveState } from '@/components/live/live-store';
import type { EstateEvent } from '@/lib/model/summary';
import { api } from '@/lib/routes';

const firstRetryMs = 1000;
const maxRetryMs = 15_000;
/** A hidden page stops watching after this, so that the portal stops asking Azure on its behalf. */
const pauseAfterHiddenMs = 60_000;
/** Without any word for this long beyond three refreshes, the stream is dead however open it seems (sleep, proxies). */
const silenceMs = 30_000;

/** Asks why the stream is refused, with a script that only then is fetched. A portal that is not there says nothing. */
async function findOutWhy(): Promise<void> {
  try {
    const { whyRefused } = await import('@/components/live/why-refused');
    setLiveState({ refusal: await whyRefused(api.changes()) });
  } catch {
    setLiveState({ refusal: null });
  }
}

/** Keeps the event stream open while the page is looked at, and the live store up to date. Returns how to stop. */
export function connectLive(): () => void {
  let source: EventSource | null = null;
  let failures = 0;
  /** Whether the stream that is open has said anything. */
  let heard = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    source?.close();
    source = null;
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
  };

  const lose = () => {
    // The browser itself goes on after a broken connection; an answer that is no stream ends it, without saying why.
    const isRefused = source?.readyState === EventSource.CLOSED;
    close();
    failures += 1;
    const delayMs = Math.min(maxRetryMs, firstRetryMs * 2 ** (failures - 1));
    const now = Date.now();
    setLiveState({
      connection: 'lost',
      lostAt: getLiveState().lostAt || now,
      retryAt: now + delayMs,
    });
    retryTimer = setTimeout(open, delayMs);
    if (isRefused) void findOutWhy();
  };

  const expectWordWithin = (intervalMs: number) => {
    clearTimeout(silenceTimer);
    // While Azure makes the portal wait there is nothing to tell: asked again, and lost only if that stays unanswered.
    silenceTimer = setTimeout(() => (heard ? open() : lose()), 3 * intervalMs + silenceMs);
  };

  const open = () => {
    close();
    heard = false;
    source = new EventSource(api.changes());
    expectWordWithin(getLiveState().event?.intervalMs ?? 0);
    source.onerror = lose;
    source.onmessage = (message) => {
      // Written by this very build of the portal (lib/model/summary), so its shape is trusted.
      const event: EstateEvent = JSON.parse(message.data);
      failures = 0;
      heard = true;
      setLiveState({ connection: 'open', event, lostAt: 0, retryAt: 0, refusal: null });
      expectWordWithin(event.intervalMs);
    };
  };

  const onVisibility = () => {
    clearTimeout(hiddenTimer);
    if (document.hidden) {
      hiddenTimer = setTimeout(() => {
        close();
        setLiveState({ connection: 'paused', lostAt: 0, retryAt: 0 });
      }, pauseAfterHiddenMs);
    } else if (source === null) {
      open();
    }
  };

  document.addEventListener('visibilitychange', onVisibility);
  open();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    clearTimeout(hiddenTimer);
    close();
  };
}
