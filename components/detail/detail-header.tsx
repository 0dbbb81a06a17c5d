import type { ReactNode } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { CopyId } from '@/components/ui/copy-id';
import { RelativeTime } from '@/components/ui/relative-time';

/** Name, kind, the ids that matter (copied whole with a click), where else to open it. */
export function DetailHeader({
  name,
  mark,
  ids,
  portalUrl,
  asOf,
}: {
  name: string;
  mark: ReactNode;
  ids: readonly { label: string; value: string }[];
  portalUrl: string;
  asOf: number;
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0">
        <h1 className="flex flex-wrap items-center gap-2 break-all font-semibold text-lg">
          {name} {mark}
        </h1>
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
          {ids
            .filter(({ value }) => value !== '')
            .map(({ label, value }) => (
              <li key={label} className="flex items-center gap-1">
                {label} <CopyId value={value} label={label} />
              </li>
            ))}
          <li>
            as of <RelativeTime at={asOf} />
          </li>
        </ul>
      </div>
      <a className={buttonStyle()} href={portalUrl} target="_blank" rel="noreferrer">
        Open in Azure
      </a>
    </header>
  );
}
