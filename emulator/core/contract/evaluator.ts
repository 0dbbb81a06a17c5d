import type { DenyAssignment } from './entities.ts';

type FactValue = string | number | boolean;

/**
 * What a request says of itself for the conditions of role assignments. Attribute names are lower-cased, e.g.
 * `microsoft.authorization/roleassignments:principalid`.
 */
export interface Facts {
  /** e.g. `Blob.List`. */
  readonly subOperation?: string;
  readonly request?: Readonly<Record<string, FactValue | readonly FactValue[]>>;
  readonly resource?: Readonly<Record<string, FactValue | readonly FactValue[]>>;
}

/** Decides what a principal may do at a scope. `facts` are what conditions of role assignments can ask about. */
export interface Evaluator {
  /** A control-plane action. */
  may(principalId: string, action: string, scope: string, facts?: Facts): boolean;
  /** A data-plane action. */
  mayData(principalId: string, dataAction: string, scope: string, facts?: Facts): boolean;
  /** Why not: asked after a refusal. */
  whyNot(principalId: string, action: string, scope: string, about: { data: boolean; facts?: Facts }): Denial;
}

/**
 * Why a principal may not: a deny assignment takes away what a role assignment allows, a role assignment would allow it
 * but for its condition, or none would.
 */
export type Denial =
  | { readonly kind: 'deny'; readonly assignment: DenyAssignment }
  | { readonly kind: 'condition' }
  | { readonly kind: 'role' };
