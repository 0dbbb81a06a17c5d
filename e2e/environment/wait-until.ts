import { setTimeout as delay } from 'node:timers/promises';

/** Asks until there is an answer other than undefined. Throws `failure` after `timeoutMs`. */
export async function waitUntil<Answer>(
  ask: () => Answer | undefined | Promise<Answer | undefined>,
  failure: string,
  timeoutMs = 60_000,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(25);
  }
  throw new Error(failure);
}
