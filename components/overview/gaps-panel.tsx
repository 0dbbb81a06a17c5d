import { FaultDetails } from '@/components/ui/fault-details';
import { countOf } from '@/components/ui/num';
import { Panel } from '@/components/ui/panel';
import type { VisibilityGap } from '@/lib/model/summary';

/** What Azure did not show, what is unknown because of it, and what would help. */
export function GapsPanel({ gaps }: { gaps: readonly VisibilityGap[] }) {
  if (gaps.length === 0) return null;
  return (
    <Panel title="Not visible to you" aside={`${countOf(gaps.length, 'gap')}, shown as unknown`}>
      <ul>
        {gaps.map((gap) => (
          <li key={gap.id} className="border-t border-line px-3.5 py-2.5 first:border-t-0">
            <p className="font-medium">{gap.title}</p>
            <p className="text-sm text-ink-2">{gap.consequence}</p>
            <p className="text-sm text-ink-2">{gap.remedy}</p>
            {gap.fault && (
              <details className="mt-1 text-sm">
                <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">What Azure said</summary>
                <div className="mt-2">
                  <FaultDetails fault={gap.fault} />
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
