import { countOf, formatCount } from '@/components/ui/num';
import type { LoadProgress } from '@/lib/model/schema';

/** How far the first reading of Azure is, in calls that were really answered. */
export function LoadingProgress({ progress }: { progress: LoadProgress }) {
  const { callsDone, callsKnown, hosts, identities, roleAssignments } = progress;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <progress
        aria-label="Reading Azure"
        value={callsDone}
        max={Math.max(callsKnown, 1)}
        className="h-1.5 w-40 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="tabular-nums">
        {formatCount(callsDone)} of {formatCount(callsKnown)} calls to Azure answered:{' '}
        {countOf(hosts, 'resource')}, {countOf(identities, 'identity', 'identities')},{' '}
        {countOf(roleAssignments, 'grant')} so far
      </span>
    </span>
  );
}
