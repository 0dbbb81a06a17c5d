import type { ReactNode } from 'react';
import { CopyId } from '@/components/ui/copy-id';
import { RelativeTime } from '@/components/ui/relative-time';
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
