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

export type Undo =
  | { readonly possible: true; readonly steps: readonly StoredStep[]; readonly note: string }
  | { readonly possible: false; readonly why: string };
