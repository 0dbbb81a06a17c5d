import { TableDeclaration } from '../../core/contract/declared-table.ts';
import type { PrincipalType } from '../../core/contract/entities.ts';

/** A role somebody may activate through Privileged Identity Management. */
export interface RoleEligibility {
  readonly name: string;
  readonly scope: string;
  readonly roleName: string;
  readonly principalId: string;
  readonly principalType: PrincipalType;
  readonly startDateTime: string;
  readonly endDateTime?: string;
}

export const roleEligibilities = new TableDeclaration<RoleEligibility, 'scope' | 'principal'>({
  name: 'roleEligibilities',
  key: (row) => row.name,
  indexes: { scope: (row) => [row.scope], principal: (row) => [row.principalId] },
});
