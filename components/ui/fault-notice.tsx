'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { CopyId } from '@/components/ui/copy-id';
import { adviceFor } from '@/components/ui/fault-advice';
import { RelativeTime } from '@/components/ui/relative-time';
import { RetryCountdown } from '@/components/ui/retry-countdown';
import type { AzureFault } from '@/lib/arm/fault';

/** Code, message, request id of a fault: what a support request needs, all of it copyable. */
export function FaultDetails({ fault }: { fault: AzureFault }) {
  const cells: [string, ReactNode][] = [
    ['While', fault.during],
    ['Code', <CopyId key="code" value={fault.code} label="error code" maxLength={60} />],
    ['Status', fault.status === 0 ? 'no answer' : String(fault.status)],
    [
      'Message',
      <span key="message" className="break-words select-all">
        {fault.message}
      </span>,
    ],
  ];
  if (fault.requestId !== '') {
    cells.push([
      'Request id',
      <CopyId key="request" value={fault.requestId} label="request id" maxLength={40} />,
    ]);
  }
  cells.push(['When', <RelativeTime key="when" at={fault.at} />]);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {cells.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface FaultNoticeProps {
  fault: AzureFault;
  /** Epoch milliseconds at which it is tried again by itself; 0 when it is not. */
  retryAt?: number;
  onRetry?: () => void;
  retrying?: boolean;
  action?: ReactNode;
}

/** An expected failure in Azure's words, with what to do about it. */
export function FaultNotice({ fault, retryAt = 0, onRetry, retrying = false, action }: FaultNoticeProps) {
  const advice = adviceFor(fault);
  const edge = advice.tone === 'critical' ? 'border-l-critical' : 'border-l-access';
  return (
    <section role="alert" className={`rounded-md border border-l-4 border-line bg-surface p-4 ${edge}`}>
      <p className={`font-semibold ${advice.tone === 'critical' ? 'text-critical' : 'text-access'}`}>
        {advice.title}
      </p>
      <p className="mt-1 mb-3 max-w-prose text-ink-2">{advice.remedy}</p>
      <FaultDetails fault={fault} />
      {(onRetry || action || retryAt > 0) && (
        <div className="mt-4 flex flex-wrap items-center gap-3">
          {onRetry && (
            <Button onClick={onRetry} disabledReason={retrying ? 'It is being tried right now' : undefined}>
              Try now
            </Button>
          )}
          {action}
          {retryAt > 0 && !retrying && <RetryCountdown at={retryAt} />}
        </div>
      )}
    </section>
  );
}
