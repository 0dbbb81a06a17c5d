/**
 * Calls `work` at once, and then at most every `intervalMs`: calls in between are made up for by one at its end, so the
 * last one is never lost.
 */
export function atMostEvery(intervalMs: number, work: () => void): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    timer = undefined;
    lastMs = Date.now();
    work();
  };
  return () => {
    if (timer !== undefined) return;
    const waitMs = lastMs + intervalMs - Date.now();
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs).unref();
  };
}
