import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import type { DraftSummary } from '@/lib/model/plan';
import { routes } from '@/lib/routes';

/** Plans of the tenant that nobody has confirmed yet. */
export function DraftsTable({ drafts }: { drafts: readonly DraftSummary[] }) {
  return (
    <div className="mb-4">
      <Panel title="Drafts" aside="not confirmed yet; kept for 30 days after the last edit">
        <div className="overflow-x-auto">
          <table className="w-full border-collapse" aria-label="Drafts">
            <thead>
              <tr className="text-left text-sm text-ink-2">
                <th scope="col" className="px-3.5 py-1.5 font-normal">
                  Plan
                </th>
                <th scope="col" className="px-2 py-1.5 text-right font-normal">
                  Steps
                </th>
                <th scope="col" className="px-2 py-1.5 font-normal">
                  Author
                </th>
                <th scope="col" className="px-3.5 py-1.5 font-normal">
                  Created
                </th>
              </tr>
            </thead>
            <tbody>
              {drafts.map((draft) => (
                <tr key={draft.id} className="h-8 border-t border-line">
                  <td className="px-3.5">
                    <EntityAnchor href={routes.plan(draft.id)}>{draft.title}</EntityAnchor>
                  </td>
                  <td className="px-2 text-right tabular-nums">{draft.steps}</td>
                  <td className="px-2">{draft.own ? 'You' : draft.who}</td>
                  <td className="px-3.5">
                    <RelativeTime at={draft.createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  );
}
