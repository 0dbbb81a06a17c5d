'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { adviceFor } from '@/components/ui/fault-advice';
import { FaultDetails } from '@/components/ui/fault-details';
import { RetryCountdown } from '@/components/ui/retry-countdown';
import type { AzureFault } from '@/lib/arm/fault';

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
