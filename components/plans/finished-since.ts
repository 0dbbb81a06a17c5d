import { hasEnded, type OperationSummary } from '@/lib/model/operation';

/**
 * Operations that ended between two readings of the list. Also those that began and ended in between: an operation can be
 * shorter than the time between readings. `before` undefined: the first reading, which brings no news except of what
 * this document has shown running.
 * @param shown ids of those
 */
export function finishedSince(
  before: readonly OperationSummary[] | undefined,
  now: readonly OperationSummary[],
  shown: ReadonlySet<string>,
): OperationSummary[] {
  if (before === undefined) return now.filter(({ id, state }) => hasEnded(state) && shown.has(id));
  const known = new Set(before.filter(({ state }) => hasEnded(state)).map(({ id }) => id));
  return now.filter(({ id, state }) => hasEnded(state) && !known.has(id));
}
