import type { Clock } from './clock.ts';
import type { ArmError } from './errors.ts';
import type { Caller, TokenClaims } from './token.ts';
import type { World } from './world.ts';

/** Who asks for something, and what belongs together: everything a deployment writes has its correlation id. */
export interface Asker {
  readonly caller: Caller;
  readonly claims: TokenClaims;
  /** What `x-ms-correlation-request-id` names. */
  readonly correlationId: string;
  /** What `x-ms-client-request-id` names; '' when the client named none. */
  readonly clientRequestId: string;
}

/** A request to change something, as Azure Resource Manager took it: every PUT, PATCH, POST and DELETE of a known route. */
export interface Write {
  readonly asker: Asker;
  readonly method: string;
  /** ARM id of what is written or acted on, in the casing of the request. */
  readonly resourceId: string;
  /** RBAC action of the request, e.g. Microsoft.Compute/virtualMachines/start/action. */
  readonly action: string;
  /** Id that the answer has as `x-ms-request-id`, or one alike for what a deployment writes. */
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly startedTime: number;
}

/** What came of a write at once. */
export type WriteOutcome =
  | {
      readonly answer: { readonly status: number; readonly body?: unknown };
      /** Parsed body of the request; undefined when there was none. */
      readonly body: unknown;
      /** A long-running operation goes on: `ended` is still to come. */
      readonly goesOn: boolean;
    }
  | { readonly failure: ArmError; readonly body: unknown };

/** Keeps a record of writes. Azure Resource Manager tells it of each of them, in order. */
export interface WriteLog {
  answered(write: Write, outcome: WriteOutcome): void;
  /** The long-running operation that the write began has ended. */
  ended(write: Write, failure: ArmError | undefined): void;
}

/** Makes a provider's record of one world. */
export type OpenWriteLog = (world: World, clock: Clock) => WriteLog;
