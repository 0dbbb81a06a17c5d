/** Who takes part when a virtual machine gets access without a stored secret. */
export type FlowActor = 'resource-manager' | 'entra' | 'machine' | 'target';

/** `read`: an answer of Azure says so. `inferred`: it follows from another answer. `proved`: a probe did it. */
export type FlowCertainty = 'read' | 'inferred' | 'proved' | 'unknown';

export type FlowState = 'done' | 'unknown' | 'not-possible';

export interface FlowFact {
  readonly label: string;
  readonly value: string;
  /** What it means, in plain words; '' when the label is enough. */
  readonly note: string;
  readonly copies: boolean;
  readonly href: string;
}

/** Something that would mend a step: a link to a form or page of the portal. */
export interface FlowRepair {
  readonly label: string;
  readonly href: string;
}

export interface FlowStep {
  readonly number: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  readonly part: 'set up once' | 'each time';
  readonly from: FlowActor;
  readonly to: FlowActor;
  readonly title: string;
  /** One line of evidence. */
  readonly line: string;
  readonly state: FlowState;
  readonly certainty: FlowCertainty;
  /** Epoch milliseconds of the evidence; -1 when it has no time. */
  readonly at: number;
  /** What happens in this step. */
  readonly explanation: string;
  /** Why it failed or is not known, and what to do; '' when it is done. */
  readonly why: string;
  readonly repair: FlowRepair | null;
  readonly facts: readonly FlowFact[];
}

/** The flow in one sentence. `works`: a probe did all of it. `open`: nothing speaks against it, nothing proves it. */
export interface FlowHeadline {
  readonly state: 'works' | 'stops' | 'open';
  /** The step it stops at; 0 when it does not. */
  readonly step: number;
  readonly title: string;
  readonly detail: string;
  /** Epoch milliseconds of the probe; -1 when there was none. */
  readonly at: number;
  readonly repair: FlowRepair | null;
}

export interface IdentityFlow {
  readonly steps: readonly FlowStep[];
  readonly headline: FlowHeadline;
}
