import { TableDeclaration } from '../../core/contract/declared-table.ts';

export type EventStatus = 'Started' | 'Accepted' | 'Succeeded' | 'Failed';

/** One event of a write: what Azure's Activity Log shows as one entry. */
export interface RecordedEvent {
  /** GUID. */
  readonly id: string;
  readonly status: EventStatus;
  /** Epoch milliseconds. */
  readonly time: number;
  /** HTTP status; undefined where Azure shows none: at the beginning and for the end of a long-running operation. */
  readonly code?: number;
  /** JSON, as Azure shows it beside the event; no secrets. */
  readonly requestBody?: string;
  readonly responseBody?: string;
  /** JSON of the error. */
  readonly statusMessage?: string;
}

/** A write and its events: kept together, because they share all but status and time. */
export interface RecordedWrite {
  /** GUID, Azure's operationId: the same in all events of the write. */
  readonly operationId: string;
  readonly correlationId: string;
  readonly clientRequestId: string;
  readonly requestId: string;
  readonly method: string;
  readonly action: string;
  readonly resourceId: string;
  /** Lower-cased; '' for what is written outside of subscriptions. */
  readonly subscriptionId: string;
  /** Object id of who asked. */
  readonly objectId: string;
  readonly appId: string;
  /** Of a person; undefined for applications and managed identities. */
  readonly user?: { readonly upn: string; readonly name: string };
  /** Oldest first. */
  readonly events: readonly RecordedEvent[];
}

/** The Activity Log, oldest write first. */
export const recordedWrites = new TableDeclaration<RecordedWrite, 'subscription' | 'resource'>({
  name: 'recordedWrites',
  key: (row) => row.operationId,
  indexes: {
    /** '' finds the tenant's own log. */
    subscription: (row) => [row.subscriptionId],
    resource: (row) => [row.resourceId],
  },
});
