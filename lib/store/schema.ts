import type { Kysely } from 'kysely';

/** Times are epoch milliseconds, JSON is text: the same in SQLite and PostgreSQL. */
export interface OperationTable {
  id: string;
  tenant_id: string;
  object_id: string;
  /** Name of the person, as it was then. */
  who: string;
  title: string;
  state: string;
  created_at: number;
  updated_at: number;
  /** Sent to Azure with every request, so that its Activity Log can be joined. */
  correlation_id: string;
  /** Id of the operation this one undoes; '' for none. */
  undo_of: string;
  plan_hash: string;
  cancel_requested: number;
  /** Which running portal works on it, and until when it need not be doubted. */
  lease_owner: string;
  lease_until: number;
}

export interface OperationStepTable {
  operation_id: string;
  position: number;
  /** Steps of one stage run side by side; stages one after the other. */
  stage: number;
  kind: string;
  input: string;
  title: string;
  state: string;
  attempts: number;
  /** -1 until then. */
  started_at: number;
  ended_at: number;
  note: string;
  /** AzureFault as JSON; '' for none. */
  fault: string;
  /** How to go back, as it was known before the step ran; '' until then. */
  undo: string;
}

/** The plan as code, as the person who confirmed it saw it. */
export interface OperationCodeTable {
  operation_id: string;
  /** PlanCode as JSON. */
  code: string;
}

/** A plan that waits to be confirmed; the operation that comes of it has the same id. Holds no secrets. */
export interface PlanDraftTable {
  id: string;
  tenant_id: string;
  object_id: string;
  who: string;
  title: string;
  /** PlannedStep[] as JSON, each input as its step parsed it. */
  steps: string;
  undo_of: string;
  /** string[] as JSON. */
  not_undone: string;
  /** PlanOrigin as JSON; '' for none. */
  origin: string;
  revision: number;
  created_at: number;
  expires_at: number;
  /** 0 until then. */
  confirmed_at: number;
}

export interface ActivityTable {
  seq: number;
  at: number;
  tenant_id: string;
  object_id: string;
  who: string;
  event: string;
  operation_id: string;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** What a token probe found, for the step of the operation that ran it. Holds no token and no secret's value. */
export interface ProbeTable {
  operation_id: string;
  position: number;
  tenant_id: string;
  object_id: string;
  at: number;
  /** ARM id, lower case. */
  machine_id: string;
  /** ARM id as it was asked for; '' for the default identity. */
  identity_id: string;
  selector: string;
  /** ProbeTarget as JSON. */
  target: string;
  /** ProbeResult as JSON. */
  result: string;
}

export interface Database {
  operation: OperationTable;
  operation_step: OperationStepTable;
  operation_code: OperationCodeTable;
  plan_draft: PlanDraftTable;
  activity: ActivityTable;
  probe: ProbeTable;
}

export type Store = Kysely<Database>;
