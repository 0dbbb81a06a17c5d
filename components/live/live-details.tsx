'use client';

import { adviceFor } from '@/components/ui/fault-advice';
import { FaultDetails } from '@/components/ui/fault-details';
import { formatCount } from '@/components/ui/num';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AzureFault } from '@/lib/arm/fault';
import type { EstateEvent } from '@/lib/model/summary';

/** When Azure was read, what that costs, and what went wrong. */
export function LiveDetails({ event, faults }: { event: EstateEvent | null; faults: readonly AzureFault[] }) {
  return (
    <>
      {event && event.asOf > 0 && (
        <p className="mt-1 text-ink-2">
          Azure was last read completely <RelativeTime at={event.asOf} />. While somebody looks it is asked
          every {formatCount(event.intervalMs / 1000)} s.
        </p>
      )}
      {event && (
        <p className="mt-1 text-ink-2">
          {formatCount(event.budget.callsLastMinute)} reads of Azure in the last minute, of{' '}
          {formatCount(event.budget.limitPerMinute)} this portal allows itself.
        </p>
      )}
      {faults.map((fault) => (
        <div
          key={`${fault.during}-${fault.at}-${fault.requestId}`}
          className="mt-3 border-t border-line pt-3"
        >
          <p className="mb-2 text-ink-2">{adviceFor(fault).remedy}</p>
          <FaultDetails fault={fault} />
        </div>
      ))}
    </>
  );
}
