import { Histogram } from '@/components/overview/histogram';
import { countOf, formatCount } from '@/components/ui/num';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import { Tag } from '@/components/ui/tag';
import type { Characteristics } from '@/lib/model/summary';
import { routes } from '@/lib/routes';

interface CellProps {
  user: Characteristics['user'];
  loading: boolean;
}

export function UserCreation({ user, loading }: CellProps) {
  if (user.total === 0) {
    return loading ? (
      <p>Reading…</p>
    ) : (
      <p>None here. It is created by itself, in a resource group, then attached.</p>
    );
  }
  return (
    <p>
      <b>{formatCount(user.total)}</b> in {countOf(user.resourceGroups, 'resource group')} and{' '}
      {countOf(user.regions, 'region')}.
      {user.newest && (
        <>
          {' '}
          Newest: <EntityAnchor href={user.newest.href}>{user.newest.name}</EntityAnchor>
          {user.newest.created > 0 && (
            <>
              , <RelativeTime at={user.newest.created * 1000} />
            </>
          )}
          .
        </>
      )}
    </p>
  );
}

function Dangling({ dangling }: { dangling: Characteristics['user']['dangling'] }) {
  if (dangling.count === 0) return null;
  const { example } = dangling;
  return (
    <>
      {' '}
      <b>{formatCount(dangling.count)}</b> {dangling.count === 1 ? 'was' : 'were'} deleted while still
      attached
      {example && (
        <>
          {dangling.count === 1 ? ' to ' : ', one to '}
          <EntityAnchor href={example.host.href}>{example.host.name}</EntityAnchor>
        </>
      )}
      .
    </>
  );
}

export function UserLifecycle({ user, loading }: CellProps) {
  if (user.total === 0 && user.dangling.count === 0) {
    return (
      <p>{loading ? 'Reading…' : 'Deleting a resource leaves the identities attached to it as they are.'}</p>
    );
  }
  return (
    <p>
      {user.unused === 0 && !loading && 'Every one of them is on a resource.'}
      {user.unused > 0 && (
        <>
          <b>{formatCount(user.unused)}</b> {user.unused === 1 ? 'is' : 'are'} on no resource
          {user.unusedWithRoleAssignments > 0 && (
            <>
              ,{' '}
              <b>
                {formatCount(user.unusedWithRoleAssignments)} of them still{' '}
                {user.unusedWithRoleAssignments === 1 ? 'holds' : 'hold'} access
              </b>
            </>
          )}
          {user.unusedFederatedOnly > 0 && (
            <>, {formatCount(user.unusedFederatedOnly)} used through federation only</>
          )}
          .{' '}
          <EntityAnchor href={routes.identities('?kind=user&sharing=0')}>
            Show {user.unused === 1 ? 'it' : `the ${formatCount(user.unused)}`}
          </EntityAnchor>
          .
        </>
      )}
      <Dangling dangling={user.dangling} />
    </p>
  );
}

/** The list's own values for the bars, see lib/browser/lists/identity-columns. */
const sharingValues: Record<string, string> = { '0': '0', '1': '1', '2': '2', '3–9': '3-9', '10+': '10' };

export function UserSharing({ user, loading }: CellProps) {
  const { widest } = user;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 pt-1">
      <Histogram
        label="User-assigned identities by number of resources"
        bars={user.histogram.map(({ label, count }) => ({
          label,
          count,
          tone: label === '0' ? 'access' : 'user',
          href: count > 0 ? routes.identities(`?kind=user&sharing=${sharingValues[label] ?? label}`) : null,
        }))}
      />
      {widest && widest.hosts > 1 ? (
        <p className="min-w-48 flex-1 pb-4">
          <b>{formatCount(user.shared)}</b> shared. Widest:{' '}
          <EntityAnchor href={widest.href}>{widest.name}</EntityAnchor> on {countOf(widest.hosts, 'resource')}
          {widest.subscriptions > 1 && ` in ${countOf(widest.subscriptions, 'subscription')}`}
          {widest.role !== '' && (
            <>
              ,{' '}
              <Tag tone="access">
                {widest.role}
                {widest.roleScope !== '' && ` on ${widest.roleScope}`}
              </Tag>
            </>
          )}
        </p>
      ) : (
        <p className="pb-4">{loading ? 'Reading…' : 'None is shared now.'}</p>
      )}
    </div>
  );
}
