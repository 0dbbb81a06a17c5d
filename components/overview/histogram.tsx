import { formatCount } from '@/components/ui/num';
import { PortalLink } from '@/components/ui/portal-link';

export interface Bar {
  label: string;
  count: number;
  tone: 'system' | 'user' | 'grant';
  /** The list of what the bar counts; null when that is nothing. */
  href: string | null;
  /** The bar as a sentence. */
  said: string;
}

const fills: Record<Bar['tone'], string> = { system: 'bg-system', user: 'bg-user', grant: 'bg-grant' };
const tallestPx = 34;

function Column({ bar, most }: { bar: Bar; most: number }) {
  const heightPx = bar.count === 0 ? 1 : Math.max(3, Math.round((bar.count / most) * tallestPx));
  return (
    <span aria-hidden="true" className="flex w-6 flex-col items-center text-xs leading-4 tabular-nums">
      <span className="text-ink">{formatCount(bar.count)}</span>
      <span
        className={`w-full rounded-t-[2px] ${bar.count === 0 ? 'bg-line-strong' : fills[bar.tone]}`}
        style={{ height: heightPx }}
      />
      <span className="text-ink-3">{bar.label}</span>
    </span>
  );
}

/** A few counts as bars, each a link to what it counts. */
export function Histogram({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ul aria-label={label} className="flex shrink-0 items-end gap-0.5" style={{ minHeight: tallestPx + 32 }}>
      {bars.map((bar) => (
        <li key={bar.label} title={bar.said}>
          <span className="sr-only">{bar.href === null ? bar.said : null}</span>
          {bar.href === null ? (
            <Column bar={bar} most={most} />
          ) : (
            <PortalLink
              href={bar.href}
              aria-label={bar.said}
              className="block rounded-sm hover:brightness-110"
            >
              <Column bar={bar} most={most} />
            </PortalLink>
          )}
        </li>
      ))}
    </ul>
  );
}
