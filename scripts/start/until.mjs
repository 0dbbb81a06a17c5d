import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from './problem.mjs';

/**
 * Asks `probe` until it gives something and returns that. When `ended` says the thing asked about is gone it never
 * resolves: its own exit handler has the better sentence.
 */
export async function until(probe, { timeoutMs, ended, failure }) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (ended()) return new Promise(() => {});
    const answer = await probe();
    if (answer) return answer;
    await delay(50);
  }
  throw new Problem(failure);
}
