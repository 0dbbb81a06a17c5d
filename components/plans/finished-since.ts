import { hasEnded, type OperationSummary } from '@/lib/model/operation';

/**
 * Operations that ended between two readings of the list. Also those that began and ended in between: an operation can be
 * shorter than the time between readings. `before` undefined: the first reading, which brings no news.
 */
export function finishedSince(
  before: readonly OperationSummary[] | undefined,
  now: readonly OperationSummary[],
): OperationSummary[] {
  if (before === undefined) return [];
  const known = new Set(before.filter(({ state }) => hasEnded(state)).map(({ id }) => id));
  return now.filter(({ id, state }) => hasEnded(state) && !known.has(id));
}
