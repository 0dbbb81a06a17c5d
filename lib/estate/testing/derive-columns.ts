import { asScopeKind, breadthOf } from '@/lib/arm/scopes';
import { imdsDefaultOf } from '@/lib/characteristics/imds-default';
import type { EstateReader } from '@/lib/model/estate-reader';
import { visitRoleAssignments } from '@/lib/rbac/assigned-roles';
import { privilegeOfRoleAssignment } from '@/lib/rbac/privilege';
import type { Row } from './list-table';

/** Fills the derived columns of a test estate, the slow and obvious way. */
export function deriveColumns(
  estate: EstateReader,
  tables: { hosts: Row[]; identities: Row[]; roleAssignments: Row[] },
): void {
  tables.roleAssignments.forEach((row, index) => {
    const { roleGuid, condition } = estate.roleAssignment(index);
    const role = estate.role(roleGuid);
    row.privilege = role ? privilegeOfRoleAssignment(role, condition) : -1;
  });
  tables.identities.forEach((row, index) => {
    const hosts = estate.hostsOf(index);
    row.hosts = hosts.length;
    row.hostSubscriptions = new Set(hosts.map((host) => estate.hosts.text('subscription', host))).size;
    row.firstHost = hosts[0] ?? -1;
    row.federated = estate.federatedOf(index)?.length ?? -1;
    Object.assign(row, { roleAssignments: 0, privilege: 0, role: '', roleScope: '' });
    let roleAssignments = 0;
    let highest = -1;
    visitRoleAssignments(estate, estate.principalId(index), (roleAssignmentRow) => {
      roleAssignments++;
      const roleAssignment = estate.roleAssignment(roleAssignmentRow);
      const role = estate.role(roleAssignment.roleGuid);
      if (!role) return;
      const rank = privilegeOfRoleAssignment(role, roleAssignment.condition);
      const scopeKind = asScopeKind(estate.roleAssignments.text('scopeKind', roleAssignmentRow));
      const weight = rank * 10 + breadthOf(scopeKind);
      if (weight <= highest) return;
      highest = weight;
      Object.assign(row, { privilege: rank, role: role.name, roleScope: scopeKind });
    });
    row.roleAssignments = roleAssignments;
  });
  tables.hosts.forEach((row, index) => {
    const carried = estate.identitiesOf(index);
    const kinds = carried.map((identity) => estate.identities.text('kind', identity));
    const sum = (column: 'roleAssignments') =>
      carried.reduce((all, one) => all + estate.identities.number(column, one), 0);
    row.userAssigned = kinds.filter((kind) => kind !== 'system').length;
    row.dangling = kinds.filter((kind) => kind === 'missing').length;
    row.imdsDefault = imdsDefaultOf(kinds.includes('system'), row.userAssigned);
    row.roleAssignments = sum('roleAssignments');
    row.privilege = Math.max(
      0,
      ...carried.map((identity) => estate.identities.number('privilege', identity)),
    );
  });
}
