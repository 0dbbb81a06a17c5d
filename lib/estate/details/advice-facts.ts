import type { AdviceFacts, Shareable } from '@/lib/model/advice';
import type { EstateReader } from '@/lib/model/estate-reader';
import { privilegeOfRoleAssignment, rankIndex } from '@/lib/rbac/privilege';
import { routes } from '@/lib/routes';

const contributor = rankIndex('contributor');

/** Facts about the virtual machines with these ARM ids; what is not seen is left out. Pure. */
export function adviceFacts(estate: EstateReader, armIds: readonly string[]): AdviceFacts {
  const rows = armIds.flatMap((id) => estate.hostRow(id) ?? []);
  const identities = rows.flatMap((row) => estate.identitiesOf(row));
  const kindOf = (row: number) => estate.identities.text('kind', row);
  const system = identities.filter((row) => kindOf(row) === 'system');
  const assigned = system.flatMap((row) => estate.roleAssignmentsOf(estate.principalId(row)));
  const distinct = new Set(
    assigned.map((row) => {
      const { roleGuid, scope } = estate.roleAssignment(row);
      return `${roleGuid} ${scope.toLowerCase()}`;
    }),
  );
  const user = [...new Set(identities.filter((row) => kindOf(row) === 'user'))];
  return {
    machines: rows.map((row) => ({
      armId: estate.hostId(row),
      name: estate.hosts.text('name', row),
      href: routes.host(estate.hostId(row)),
      hasSystem: estate.identitiesOf(row).some((one) => kindOf(one) === 'system'),
    })),
    systemIdentities: system.length,
    roleAssignments: assigned.length,
    distinctRoleAssignments: distinct.size,
    shareable: user.map((row) => shareable(estate, row)),
  };
}

function shareable(estate: EstateReader, row: number): Shareable {
  const rows = estate.roleAssignmentsOf(estate.principalId(row));
  const armId = estate.identityId(row);
  const powerful = rows
    .map((one) => estate.roleAssignment(one))
    .find(({ roleGuid, condition }) => {
      const role = estate.role(roleGuid);
      return role !== undefined && privilegeOfRoleAssignment(role, condition) >= contributor;
    });
  return {
    armId,
    name: estate.identities.text('name', row),
    href: routes.identity(armId),
    usedBy: estate.hostsOf(row).length,
    roleAssignments: rows.length,
    powerful:
      powerful === undefined
        ? ''
        : `${estate.role(powerful.roleGuid)?.name ?? ''} on ${estate.scopeName(powerful.scope)}`,
  };
}
