import { Histogram } from '@/components/overview/histogram';
import { countOf, formatCount } from '@/components/ui/num';
import { EntityAnchor } from '@/components/ui/portal-link';
import { RelativeTime } from '@/components/ui/relative-time';
import type { Characteristics } from '@/lib/model/summary';
import { routes } from '@/lib/routes';

interface CellProps {
  system: Characteristics['system'];
  loading: boolean;
}

export function SystemCreation({ system, loading }: CellProps) {
  if (system.total === 0) {
    return loading ? (
      <p>Reading…</p>
    ) : (
      <p>None here. Enabling it on a virtual machine creates one of the same name.</p>
    );
  }
  return (
    <p>
      <b>{formatCount(system.onVirtualMachines)}</b> with a virtual machine,{' '}
      <b>{formatCount(system.onOthers)}</b> with another service.
      {system.newest && (
        <>
          {' '}
          Newest: <EntityAnchor href={system.newest.href}>{system.newest.name}</EntityAnchor>
          {system.newest.created > 0 && (
            <>
              , <RelativeTime at={system.newest.created * 1000} />
            </>
          )}
          .
        </>
      )}
    </p>
  );
}

export function SystemLifecycle({ system, loading }: CellProps) {
  const { mostRoleAssignments, orphanedRoleAssignments } = system;
  return (
    <p>
      {mostRoleAssignments && (
        <>
          Deleting <EntityAnchor href={mostRoleAssignments.href}>{mostRoleAssignments.name}</EntityAnchor>{' '}
          would delete its identity and leave <b>{countOf(mostRoleAssignments.roleAssignments, 'grant')}</b>{' '}
          behind.{' '}
        </>
      )}
      {orphanedRoleAssignments === null &&
        (loading
          ? 'Orphans are counted once everything is read.'
          : 'Whether deleted resources left grants behind is unknown: the directory cannot be asked.')}
      {orphanedRoleAssignments === 0 && !loading && 'No grant is the orphan of a deleted identity.'}
      {orphanedRoleAssignments !== null && orphanedRoleAssignments > 0 && (
        <>
          <b>{formatCount(orphanedRoleAssignments)}</b>{' '}
          {orphanedRoleAssignments === 1 ? 'grant is already an orphan' : 'grants are already orphans'} of
          deleted identities.{' '}
          <EntityAnchor href={system.orphanedRoleAssignmentsHref}>
            Show {orphanedRoleAssignments === 1 ? 'it' : `the ${formatCount(orphanedRoleAssignments)}`}
          </EntityAnchor>
          .
        </>
      )}
    </p>
  );
}

export function SystemSharing({ system }: Pick<CellProps, 'system'>) {
  return (
    <div className="flex items-end gap-4 pt-1">
      <Histogram
        label="System-assigned identities by number of resources"
        bars={[
          {
            label: '1',
            count: system.total,
            tone: 'system',
            href: routes.identities('?kind=system'),
          },
          {
            label: '2+',
            count: 0,
            tone: 'system',
            href: null,
          },
        ]}
      />
      <p className="pb-4">resources per identity</p>
    </div>
  );
}
