import type { PlannedStep } from './operation';

/** Forms that put a plan together; each keeps what was chosen in its address. */
export const planForms = [
  'create-identity',
  'create-machine',
  'give-identity',
  'assign-role',
  'federation',
] as const;
export type PlanForm = (typeof planForms)[number];

/** Where a plan was put together and what was chosen there: opens the form again with everything filled in. */
export interface PlanOrigin {
  readonly form: PlanForm;
  /** ARM id of the resource whose page has the form; '' for a form with a page of its own. */
  readonly armId: string;
  /** The form's part of its address, without a question mark. Secrets are never in it. */
  readonly query: string;
}

/** A plan that nobody has confirmed yet. Everybody in the tenant can look at it; its author edits and deletes it. */
export interface PlanDraft {
  readonly id: string;
  readonly tenantId: string;
  /** The author. */
  readonly objectId: string;
  readonly who: string;
  /** In the author's words. */
  readonly title: string;
  readonly steps: readonly PlannedStep[];
  /** Id of the operation the plan undoes; '' for none. */
  readonly undoOf: string;
  /** What of that operation cannot be undone, one sentence each. */
  readonly notUndone: readonly string[];
  readonly origin: PlanOrigin | null;
  /** Grows with each edit: a confirmation is for one of them. */
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A draft in a list. */
export interface DraftSummary {
  readonly id: string;
  readonly title: string;
  readonly who: string;
  /** Whether the reader is its author. */
  readonly own: boolean;
  readonly steps: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}
