'use client';

import { lazy, Suspense, useState } from 'react';
import { describeLive, type LiveDescription } from '@/components/live/describe-live';
import { useLive } from '@/components/live/live-store';
import { useNow } from '@/components/ui/clock';
import { formatCount } from '@/components/ui/num';
import { Popover } from '@/components/ui/popover';

const LiveDetails = lazy(async () => ({ default: (await import('./live-details')).LiveDetails }));

const dots: Record<LiveDescription['tone'], string> = {
  ok: 'bg-ok',
  busy: 'bg-accent',
  late: 'bg-access rounded-none rotate-45',
  down: 'bg-critical rounded-none',
  idle: 'bg-ink-3',
};
const words: Record<LiveDescription['tone'], string> = {
  ok: 'text-ink-2',
  busy: 'text-ink-2',
  late: 'font-medium text-access',
  down: 'font-medium text-critical',
  idle: 'text-ink-2',
};

/** How fresh the screen is, and why when it is not. The one place where seconds tick. */
export function LiveStatus() {
  const live = useLive();
  const now = useNow(1000);
  const said = describeLive(live, now);
  const { event } = live;
  const [open, setOpen] = useState(false);
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Popover
        label="Freshness of what you see"
        onOpenChange={setOpen}
        triggerClassName="flex min-w-0 items-center gap-2 rounded-sm px-1.5 py-1 hover:bg-sunken"
        className="w-[27rem] p-3.5"
        trigger={
          <>
            <span aria-hidden="true" className={`size-[7px] shrink-0 rounded-full ${dots[said.tone]}`} />
            <span className={`truncate tabular-nums ${words[said.tone]}`}>{said.text}</span>
          </>
        }
      >
        <p className={`font-semibold ${words[said.tone]}`}>{said.text}</p>
        <Suspense>{open && <LiveDetails event={event} faults={said.faults} />}</Suspense>
      </Popover>
      <span role="status" className="sr-only">
        {said.spoken}
      </span>
      {event && event.budget.limitPerMinute > 0 && (
        <span
          title="Reads of Azure in the last minute, of those this portal allows itself"
          className="hidden whitespace-nowrap text-ink-3 tabular-nums xl:inline"
        >
          {formatCount(event.budget.callsLastMinute)} of {formatCount(event.budget.limitPerMinute)} reads/min
        </span>
      )}
    </div>
  );
}
