import type { AzureFault } from '@/lib/arm/fault';
import type { AzureWriter } from '@/lib/azure/write/arm-writer';
import type { OperationStep } from '@/lib/model/operation';
import type { StepChange } from '@/lib/store/operations';

export interface RunSettings {
  /** First wait after a passing failure; doubles each time. */
  readonly retryBaseMs: number;
  readonly retryMaxMs: number;
  readonly maxAttempts: number;
  /** Waits for a new role assignment to work: how many, and how long each. */
  readonly rolePauses: number;
  readonly rolePauseMs: number;
}

export interface StepRun {
  readonly operationId: string;
  readonly step: OperationStep;
  /** Whether an earlier stage of the operation assigns a role. */
  readonly followsRole: boolean;
  readonly azure: AzureWriter;
  readonly secrets: Readonly<Record<string, string>>;
  readonly settings: RunSettings;
  /** Ends what waits, on Azure or for the next try. Nothing is stored any more then: somebody else works on it. */
  readonly signal: AbortSignal;
  /** Whether the person asked to stop. */
  cancelled(): Promise<boolean>;
  save(change: StepChange): Promise<void>;
  /** Shown, not stored: how far a long change is. */
  note(text: string): void;
}

/** What became of a step; `skipped` when it was cancelled before it did anything. */
export type StepEnd = 'succeeded' | 'unchanged' | 'failed' | 'skipped';

/** Stores that a step failed, and why. */
export async function fail(
  save: StepRun['save'],
  fault: AzureFault,
  kept: Pick<StepChange, 'probe'> = {},
): Promise<StepEnd> {
  await save({ state: 'failed', endedAt: Date.now(), fault, note: '', ...kept });
  return 'failed';
}
