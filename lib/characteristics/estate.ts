import { isVirtualMachine } from '@/lib/arm/resource-types';
import { asScopeKind } from '@/lib/arm/scopes';
import type { InScope } from '@/lib/audit/attention';
import { linkOf, listHref } from '@/lib/audit/attention';
import { orphanedRoleAssignment } from '@/lib/audit/rules/orphaned-role-assignment/rule';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { Characteristics, EntityLink } from '@/lib/model/summary';
import { findOrphans } from '@/lib/rbac/orphan';

/** Bars of "resources per identity": label, and the most resources it counts. */
const bars = [
  { label: '0', most: 0 },
  { label: '1', most: 1 },
  { label: '2', most: 2 },
  { label: '3–9', most: 9 },
  { label: '10+', most: Number.POSITIVE_INFINITY },
] as const;

/**
 * The numbers and examples in the cells of the characteristics table, over what the caller sees and `inScope` keeps.
 * One pass over each table.
 */
export function characteristicsOf(estate: EstateReader, inScope: InScope = () => true): Characteristics {
  return { system: systemAssigned(estate, inScope), user: userAssigned(estate, inScope) };
}

function systemAssigned(estate: EstateReader, inScope: InScope): Characteristics['system'] {
  const { identities } = estate;
  let total = 0;
  let onVirtualMachines = 0;
  let newestRow = -1;
  let mostRow = -1;
  let mostRoleAssignments = 0;
  for (const row of identities.live()) {
    if (identities.text('kind', row) !== 'system' || !inScope('identities', row)) continue;
    total++;
    if (isVirtualMachine(identities.text('hostType', row))) onVirtualMachines++;
    if (isNewer(estate, row, newestRow)) newestRow = row;
    // Only its own role assignments are left behind; a group keeps its role assignments.
    if (identities.number('roleAssignments', row) <= mostRoleAssignments) continue;
    const roleAssignments = estate.roleAssignmentsOf(estate.principalId(row)).length;
    if (roleAssignments > mostRoleAssignments) {
      mostRoleAssignments = roleAssignments;
      mostRow = row;
    }
  }
  const mostHost = mostRow < 0 ? undefined : estate.hostsOf(mostRow)[0];
  return {
    total,
    onVirtualMachines,
    onOthers: total - onVirtualMachines,
    newest: withCreated(estate, newestRow),
    mostRoleAssignments:
      mostHost === undefined
        ? null
        : { ...linkOf(estate, 'hosts', mostHost), roleAssignments: mostRoleAssignments },
    orphanedRoleAssignments: countOrphans(estate, inScope),
    orphanedRoleAssignmentsHref: listHref(orphanedRoleAssignment),
  };
}

/** Null when none is found but some could not be decided. */
function countOrphans(estate: EstateReader, inScope: InScope): number | null {
  const { rows, unknown } = findOrphans(estate, (row) => inScope('roleAssignments', row));
  return rows.length === 0 && unknown ? null : rows.length;
}

function userAssigned(estate: EstateReader, inScope: InScope): Characteristics['user'] {
  const { identities } = estate;
  const resourceGroups = new Set<string>();
  const regions = new Set<string>();
  const counts = bars.map(() => 0);
  let [total, unused, unusedWithRoleAssignments, unusedFederatedOnly, shared] = [0, 0, 0, 0, 0];
  let newestRow = -1;
  let widestRow = -1;
  let widestHosts = 1;
  for (const row of identities.live()) {
    if (identities.text('kind', row) !== 'user' || !inScope('identities', row)) continue;
    total++;
    resourceGroups.add(
      `${identities.text('subscription', row)}/${identities.text('resourceGroup', row)}`.toLowerCase(),
    );
    regions.add(identities.text('location', row).toLowerCase().replaceAll(' ', ''));
    if (isNewer(estate, row, newestRow)) newestRow = row;
    const hosts = estate.hostsOf(row).length;
    const bar = bars.findIndex(({ most }) => hosts <= most);
    counts[bar] = (counts[bar] ?? 0) + 1;
    if (hosts === 0) {
      unused++;
      if (identities.number('roleAssignments', row) > 0) unusedWithRoleAssignments++;
      if (identities.number('federated', row) > 0) unusedFederatedOnly++;
    }
    if (hosts >= 2) shared++;
    if (hosts > widestHosts) {
      widestHosts = hosts;
      widestRow = row;
    }
  }
  return {
    total,
    resourceGroups: resourceGroups.size,
    regions: regions.size,
    newest: withCreated(estate, newestRow),
    unused,
    unusedWithRoleAssignments,
    unusedFederatedOnly,
    dangling: danglingReferences(estate, inScope),
    shared,
    histogram: bars.map(({ label }, index) => ({ label, count: counts[index] ?? 0 })),
    widest:
      widestRow < 0
        ? null
        : {
            ...linkOf(estate, 'identities', widestRow),
            hosts: widestHosts,
            subscriptions: identities.number('hostSubscriptions', widestRow),
            role: identities.text('role', widestRow),
            roleScope: asScopeKind(identities.text('roleScope', widestRow)),
          },
  };
}

/** References of hosts in scope to identities that are gone. */
function danglingReferences(estate: EstateReader, inScope: InScope): Characteristics['user']['dangling'] {
  let count = 0;
  let example: { identity: EntityLink; host: EntityLink } | null = null;
  for (const row of estate.identities.live()) {
    if (estate.identities.text('kind', row) !== 'missing') continue;
    for (const host of estate.hostsOf(row)) {
      if (!estate.hosts.isLive(host) || !inScope('hosts', host)) continue;
      count++;
      example ??= { identity: linkOf(estate, 'identities', row), host: linkOf(estate, 'hosts', host) };
    }
  }
  return { count, example };
}

function isNewer(estate: EstateReader, row: number, than: number): boolean {
  const created = estate.identities.number('created', row);
  return created >= 0 && (than < 0 || created > estate.identities.number('created', than));
}

function withCreated(estate: EstateReader, row: number): (EntityLink & { created: number }) | null {
  if (row < 0) return null;
  return { ...linkOf(estate, 'identities', row), created: estate.identities.number('created', row) };
}
