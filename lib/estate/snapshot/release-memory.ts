import 'server-only';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Less than this is not worth a pause. */
const worthReleasingBytes = 200_000_000;

/**
 * Gives memory back to the system after a first refresh: the pages of a large estate pass through the heap within
 * seconds, and V8 would keep for itself what they took. Costs a pause of some 100 ms, once an estate.
 */
export function releaseMemory(): void {
  const { total_heap_size: totalBytes } = getHeapStatistics();
  if (totalBytes < worthReleasingBytes) return;
  // The documented way to a collection without a flag on the command line: https://nodejs.org/api/v8.html
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collector === 'function')
    Reflect.apply(collector, undefined, [{ type: 'major', execution: 'sync', flavor: 'last-resort' }]);
}
