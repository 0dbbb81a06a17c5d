import { FreshItem, LastRefresh } from '@/components/overview/change-marks';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { Tag, type Tone } from '@/components/ui/tag';
import type { EntityLink, EstateChange } from '@/lib/model/summary';

const tones: Record<EstateChange['kind'], Tone> = {
  system: 'system',
  user: 'user',
  host: 'neutral',
  roleAssignment: 'access',
  federated: 'user',
};

const maxListLength = 8;

/** A thing that is gone has no page to go to. */
function Thing({ thing }: { thing: EntityLink }) {
  if (thing.href === '') return <span className="font-medium">{thing.name}</span>;
  return <EntityAnchor href={thing.href}>{thing.name}</EntityAnchor>;
}

/** What changed between two refreshes, whoever did it. */
export function ChangesPanel({ changes }: { changes: readonly EstateChange[] }) {
  return (
    <Panel title="Just now" aside="from Azure, whoever did it">
      {changes.length === 0 ? (
        <EmptyState title="No change seen yet">
          <p>
            <LastRefresh />
            What changes in Azure, with az, in Azure Portal or by a colleague, appears here by itself.
          </p>
        </EmptyState>
      ) : (
        <ul>
          {changes.slice(0, maxListLength).map((change) => (
            <FreshItem key={change.id} at={change.seenAt}>
              <span className="w-[4.25rem] shrink-0">
                <Tag tone={tones[change.kind]}>{change.kind}</Tag>
              </span>
              <div className="min-w-0 flex-1">
                <p className="break-words">
                  <Thing thing={change.subject} /> {change.verb}{' '}
                  {change.object && <Thing thing={change.object} />}
                </p>
                <p className="text-xs text-ink-3">
                  seen <RelativeTime at={change.seenAt} />
                </p>
              </div>
            </FreshItem>
          ))}
        </ul>
      )}
    </Panel>
  );
}
