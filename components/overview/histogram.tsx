import { formatCount } from '@/components/ui/num';
import { PortalLink } from '@/components/ui/portal-link';

export interface Bar {
  /** How many resources: `1`, `3–9`, `10+`. */
  label: string;
  count: number;
  tone: 'system' | 'user' | 'access';
  /** The list of what the bar counts; null when that is nothing. */
  href: string | null;
}

const fills: Record<Bar['tone'], string> = { system: 'bg-system', user: 'bg-user', access: 'bg-access' };
const tallestPx = 34;

/** Read aloud the words between its two numbers make it a sentence: `13 identities on 1 resource`. */
function Column({ bar, most }: { bar: Bar; most: number }) {
  const heightPx = bar.count === 0 ? 1 : Math.max(3, Math.round((bar.count / most) * tallestPx));
  return (
    <span className="flex min-w-6 flex-col items-center text-xs leading-4 tabular-nums">
      <span className="text-ink">{formatCount(bar.count)}</span>
      <span className="sr-only">{bar.count === 1 ? 'identity on' : 'identities on'}</span>
      <span
        className={`w-full rounded-t-[2px] ${bar.count === 0 ? 'bg-line-strong' : fills[bar.tone]}`}
        style={{ height: heightPx }}
      />
      <span className="text-ink-3">{bar.label}</span>
      <span className="sr-only">{bar.label === '1' ? 'resource' : 'resources'}</span>
    </span>
  );
}

/** A few counts as bars, each a link to what it counts. */
export function Histogram({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ul aria-label={label} className="flex shrink-0 items-end gap-0.5" style={{ minHeight: tallestPx + 32 }}>
      {bars.map((bar) => (
        <li key={bar.label}>
          {bar.href === null ? (
            <Column bar={bar} most={most} />
          ) : (
            <PortalLink href={bar.href} className="block rounded-sm hover:brightness-110">
              <Column bar={bar} most={most} />
            </PortalLink>
          )}
        </li>
      ))}
    </ul>
  );
}
