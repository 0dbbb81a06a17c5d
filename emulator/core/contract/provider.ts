import type { Clock } from './clock.ts';
import type { ArmError } from './errors.ts';
import type { Facts } from './evaluator.ts';
import type { HttpReply, OutboundRequest } from './http.ts';
import type { Surface, SurfaceParts } from './surface.ts';
import type { Caller } from './token.ts';
import type { World, WorldDeclarations } from './world.ts';
import type { OpenWriteLog } from './write-log.ts';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';

/** What a handler answers. `body: undefined` sends no body at all. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A long-running operation: the change is made by `complete`, once the clock has passed `durationMs`. */
export interface OperationRequest {
  readonly provider: string;
  readonly location: string;
  readonly subscriptionId: string;
  readonly durationMs: number;
  /** The result holds secrets or tokens: the traffic record leaves it out. */
  readonly confidential?: true;
  /** Runs once when the operation ends. Throw an ArmError to end it as Failed. Must be idempotent. */
  complete(): void;
  /** What the Location URL answers when done; undefined answers 200 without a body. */
  result?(): Answer;
}

export interface OperationHandle {
  readonly id: string;
  /** `Azure-AsyncOperation`, `Location` and `Retry-After`, ready to send. */
  readonly headers: {
    readonly asyncOperation: Readonly<Record<string, string>>;
    readonly all: Readonly<Record<string, string>>;
  };
}

/** A request a provider makes of Azure Resource Manager for its caller, as template deployments do. */
export interface InnerRequest {
  readonly method: Method;
  /** ARM id or path below it. */
  readonly path: string;
  readonly apiVersion: string;
  readonly body?: unknown;
}

/** What came of an inner request. */
export interface InnerAnswer {
  readonly answer: Answer;
  /** Calls `listener` when the long-running operation the answer began has ended; at once when it began none. */
  whenEnded(listener: (failure: ArmError | undefined) => void): void;
}

/** One request after routing, authentication and the RBAC gate. */
export interface Context {
  readonly world: World;
  readonly clock: Clock;
  /** Every namespace of this Azure, by name. */
  readonly namespaces: readonly Namespace[];
  readonly method: Method;
  /** Path with doubled slashes folded, casing as sent. */
  readonly path: string;
  /** Named path parameters, decoded, casing as sent. `{scope}` matches any ARM scope, also empty. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly apiVersion: string;
  readonly headers: Headers;
  /** Parsed JSON body, or undefined when none was sent. */
  readonly body: unknown;
  readonly caller: Caller;
  /** What belongs together has one: a request, and all that a deployment writes. */
  readonly correlationId: string;
  /** Absolute base URL the client used (from Host), so that nextLink and operation URLs lead back the same way. */
  readonly origin: string;
  /** Throws AuthorizationFailed unless the caller may do `action` at `scope`; with `facts` in the words about conditions. */
  authorize(action: string, scope: string, facts?: Facts): void;
  /** Whether the caller may do `action` at `scope`. */
  may(action: string, scope: string, facts?: Facts): boolean;
  /** Cuts `rows` into Azure pages and adds nextLink. `pageSize` is Azure's for this operation unless `$top` asks for less. */
  page<Row>(rows: readonly Row[], pageSize: number, toWire: (row: Row) => unknown): Answer;
  startOperation(request: OperationRequest): OperationHandle;
  /** Makes a request in the caller's name through routing, RBAC and provider. Throws the ArmError it is refused with. */
  send(request: InnerRequest): InnerAnswer;
  /** A request that code on the machine with this ARM id makes; undefined when it cannot reach the host. */
  reach(machineId: string, request: OutboundRequest): Promise<HttpReply | undefined>;
  /** Announces the end of an operation whose status the provider answers by itself, for `whenEnded`. */
  endOperation(id: string, failure: ArmError | undefined): void;
}

/** One ARM operation. */
export interface Route {
  readonly method: Method;
  /** e.g. `/subscriptions/{subscriptionId}/providers/Microsoft.Compute/virtualMachines`. Literals match in any case. */
  readonly path: string;
  /** Azure's operationId, e.g. VirtualMachines_ListAll. Shown in 501 answers and in the README's table. */
  readonly operation: string;
  /**
   * RBAC action checked on the request's own path before the handler runs. `null` when the handler checks by itself
   * or filters what it lists. A list at a subscription is allowed when the caller may read the subscription scope,
   * else it answers what lies in groups and resources the caller may read.
   */
  readonly action: string | null;
  /** The body may be JSON with comments and unquoted names, as Azure Resource Manager takes templates. */
  readonly readsTemplates?: boolean;
  /** Bodies hold secrets or tokens: the traffic record leaves them out. */
  readonly confidential?: true;
  /** Undefined: known to Azure, not built here; answers 501 naming the operation. */
  readonly handle?: (context: Context) => Answer | Promise<Answer>;
}

/** A namespace of resource types. */
export interface Namespace {
  /** e.g. Microsoft.Compute */
  readonly namespace: string;
  /** Resource types of the namespace, for `GET /providers` and api-version checks. */
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly apiVersions: readonly string[];
    readonly locations: readonly string[];
  }[];
}

/** A limit of a provider's own, charged beside those of Azure Resource Manager. */
export interface RequestLimit {
  /** As Azure names it in `x-ms-ratelimit-remaining-resource`, e.g. Microsoft.Compute/PutVMResource. */
  readonly name: string;
  /** What is counted by itself: a resource, a subscription. */
  readonly subject: string;
  /** Requests. */
  readonly capacity: number;
  readonly perMinute: number;
}

/** Everything one folder of `providers` brings to the emulated Azure. */
export interface Provider extends Namespace, WorldDeclarations {
  readonly routes: readonly Route[];
  /** Hosts or paths beside Azure Resource Manager that it serves, as the data planes of its resources. */
  readonly surfaces?: (parts: SurfaceParts) => readonly Surface[];
  /** The limits that a request counts against. */
  readonly limits?: (method: string, path: string) => readonly RequestLimit[];
  /** Keeps a record of what is written, whichever provider it is written with. */
  readonly writeLog?: OpenWriteLog;
  /** Ends what was under way when the process died; called once when a stored world is read back. */
  readonly recover?: (world: World, nowMs: number) => void;
}
