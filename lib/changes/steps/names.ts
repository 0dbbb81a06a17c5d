import type { EstateReader } from '@/lib/model/estate-reader';
import type { Names } from '@/lib/model/names';

/** Names as the estate has them, with the rights of whoever reads them. */
export function namesOf(estate: EstateReader): Names {
  return {
    role: (roleGuid) => estate.role(roleGuid.toLowerCase())?.name ?? `unknown role ${roleGuid}`,
    principal(principalId) {
      const id = principalId.toLowerCase();
      const identity = estate.identityRowOfPrincipal(id);
      if (identity !== undefined) return estate.identities.text('name', identity);
      const lookup = estate.principal(id);
      if (lookup.known) return lookup.principal.displayName;
      return `${lookup.absent ? 'deleted' : 'unknown'} principal ${principalId}`;
    },
    roleAssignment(armId) {
      const row = estate.roleAssignmentRow(armId);
      return row === undefined ? undefined : estate.roleAssignment(row);
    },
  };
}

/** Where there is no estate: every id is unknown. */
export const idsOnly: Names = {
  role: (roleGuid) => `unknown role ${roleGuid}`,
  principal: (principalId) => `unknown principal ${principalId}`,
  roleAssignment: () => undefined,
};
