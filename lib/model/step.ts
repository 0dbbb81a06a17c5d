/** A permission Azure asks for, and where. */
export interface Requirement {
  readonly action: string;
  /** ARM id, as Azure checks it. */
  readonly scope: string;
}

/** One line of what a plan changes. `lost`: somebody loses something. `unknown`: it could not be seen. */
export interface ImpactRow {
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly note: string;
  readonly tone: 'neutral' | 'lost' | 'unknown';
}

/** A step as it is stored and sent: what its kind makes of the input is known once it is parsed. */
export interface StoredStep {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One resource of a template in its ARM JSON form, and the same for people. */
export interface AsCode {
  readonly az: readonly string[];
  /** Bicep, with its names prefixed so that several steps make one file; null where Bicep has no word for it. */
  readonly bicep: string | null;
  /** Resources of an ARM template at the resource group of `groupId`; what Bicep would compile to. */
  readonly arm: { readonly groupId: string; readonly resources: readonly unknown[] } | null;
  readonly terraform: string | null;
}

export type Undo =
  | { readonly possible: true; readonly steps: readonly StoredStep[]; readonly note: string }
  | { readonly possible: false; readonly why: string };
