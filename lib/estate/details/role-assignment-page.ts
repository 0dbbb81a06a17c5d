import { az } from '@/lib/arm/az-command';
import { accessControlUrl } from '@/lib/arm/portal-url';
import { findingsOf } from '@/lib/audit/findings';
import type { EstateReader } from '@/lib/model/estate-reader';
import type { RoleAssignmentPage } from '@/lib/model/role-assignment-page';
import type { EntityLink } from '@/lib/model/summary';
import { routes } from '@/lib/routes';
import { effectiveAt } from './effective-actions';
import { nameOf, roleAssignmentDetail } from './role-assignment-detail';

/** A role assignment's page. `portalUrl` is the Azure Portal's address without trailing slash. */
export function buildRoleAssignmentPage(
  estate: EstateReader,
  row: number,
  portalUrl: string,
): RoleAssignmentPage {
  const detail = roleAssignmentDetail(estate, row, null);
  const { principalId } = estate.roleAssignment(row);
  const { scope } = detail.scope;
  return {
    ...detail,
    principal: {
      name: nameOf(estate, principalId),
      kind: estate.roleAssignments.text('principalKind', row),
      principalId,
      link: linkOfPrincipal(estate, principalId),
    },
    reaches: membersOf(estate, principalId),
    effective: effectiveAt(estate, principalId, scope),
    findings: findingsOf(estate, 'roleAssignments', row),
    portalUrl: accessControlUrl(portalUrl, estate.tenantId, scope),
    az: [
      az('role', 'assignment', 'list', '--scope', scope, '--assignee', principalId, '--role', detail.role),
      az('role', 'definition', 'list', '--name', detail.role),
    ],
    asOf: estate.asOf,
  };
}

function linkOfPrincipal(estate: EstateReader, principalId: string): EntityLink | null {
  const row = estate.identityRowOfPrincipal(principalId);
  return row === undefined ? null : identityLink(estate, row);
}

/** The identities that are in the group, as far as groups can be read. */
function membersOf(estate: EstateReader, groupId: string): EntityLink[] {
  const lookup = estate.principal(groupId);
  if (!lookup.known || lookup.principal.kind !== 'group') return [];
  const members: EntityLink[] = [];
  for (const row of estate.identities.live()) {
    const principalId = estate.principalId(row);
    if (principalId !== '' && estate.groupsOf(principalId)?.includes(groupId))
      members.push(identityLink(estate, row));
  }
  return members;
}

function identityLink(estate: EstateReader, row: number): EntityLink {
  return { name: estate.identities.text('name', row), href: routes.identity(estate.identityId(row)) };
}
