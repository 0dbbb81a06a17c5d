/** One event of the Azure Activity Log. https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema */
export interface ActivityEvent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** e.g. Microsoft.Compute/virtualMachines/write, casing as Azure sends it. */
  readonly operation: string;
  /** Azure's words for it, e.g. Create or Update Virtual Machine. */
  readonly operationText: string;
  readonly status: 'Started' | 'Accepted' | 'Succeeded' | 'Failed' | 'Other';
  readonly resourceId: string;
  /** User principal name, or the object id of an application; '' when Azure names nobody. */
  readonly caller: string;
  readonly correlationId: string;
  /** ARM operation id Azure gave the request. */
  readonly operationId: string;
}

/** What the log said about a resource. */
export interface Activity {
  readonly events: readonly ActivityEvent[];
  /** Nothing older than this was asked for: the log keeps 90 days. Epoch milliseconds. */
  readonly since: number;
  /** The log holds more than was read; these are the newest. */
  readonly cut: boolean;
}

/** Days that the Activity Log keeps. https://learn.microsoft.com/azure/azure-monitor/platform/activity-log#retention-period */
export const activityDays = 90;
