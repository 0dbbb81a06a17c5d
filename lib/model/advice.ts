import type { EntityLink } from './summary';

/** A user-assigned identity that one of the virtual machines has already, and that others could share. */
export interface Shareable extends EntityLink {
  readonly armId: string;
  /** Resources that use it today. */
  readonly usedBy: number;
  readonly roleAssignments: number;
  /** Its most powerful role and where, when that is Contributor or more; '' otherwise. */
  readonly powerful: string;
}

/** What the estate says about the virtual machines an advice is for. Numbers are of what the caller sees. */
export interface AdviceFacts {
  readonly machines: readonly (EntityLink & { readonly armId: string; readonly hasSystem: boolean })[];
  /** Of their system-assigned identities. */
  readonly systemIdentities: number;
  readonly roleAssignments: number;
  /** The same role at the same scope counted once. */
  readonly distinctRoleAssignments: number;
  readonly shareable: readonly Shareable[];
}
