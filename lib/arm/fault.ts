/** An expected failure of a call to Azure, kept in Azure's own words. Never holds tokens or signed URLs. */
export interface AzureFault {
  /** Azure's error code, or one of ours for what never reached Azure: Unreachable, SignInFailed, Aborted. */
  code: string;
  message: string;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  /** x-ms-request-id, for a support request; '' when there was none. */
  requestId: string;
  /** What was being read or done, e.g. `List virtual machines in Contoso Prod`. */
  during: string;
  /** Epoch milliseconds. */
  at: number;
  /** Seconds Azure asked us to wait; 0 when it did not. */
  retryAfterSeconds: number;
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; fault: AzureFault };

type FaultFields = Pick<AzureFault, 'code' | 'message' | 'during'> &
  Partial<Pick<AzureFault, 'status' | 'requestId' | 'at' | 'retryAfterSeconds'>>;

/** A fault that has happened now. What is not said is what it is when there was no answer from Azure. */
export function portalFault({
  code,
  message,
  status = 0,
  requestId = '',
  during,
  at = Date.now(),
  retryAfterSeconds = 0,
}: FaultFields): AzureFault {
  return { code, message, status, requestId, during, at, retryAfterSeconds };
}
