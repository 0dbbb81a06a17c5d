/** One request as every surface of the emulator (ARM, Entra, Graph…) reads it. */
export interface HttpRequest {
  readonly method: string;
  /** Path with doubled slashes folded and still percent-encoded; arm-authorization sends `//subscriptions/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** `https://host:port` as the client addressed it. */
  readonly origin: string;
  /** ARM id of the virtual machine that code on it sent this from, where that is known. */
  readonly machineId?: string;
  /** It goes by way of the HTTP proxy that its environment names (`http_proxy`), if any stands there. */
  readonly throughProxy?: boolean;
  /** Whole body as text, read once. Throws BodyTooLarge. */
  text(): Promise<string>;
  /** The same as bytes. */
  bytes(): Promise<Uint8Array>;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text or undefined for no body. */
  readonly body?: string;
  /** A body that is not text. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** The connection breaks in the middle of the body. */
  readonly truncated?: true;
}

/**
 * What comes of a request: `reset` breaks the connection, `stall` keeps it open without an answer, `refused` is a port
 * nobody listens at and `tls` a certificate the client does not trust, which only code on an emulated machine sees as
 * that: others see `reset`.
 */
export type Outcome = HttpReply | 'reset' | 'stall' | 'refused' | 'tls';

/** Why a request from a machine got no answer, as its client would say: curl's 6, 7, 56, 28 and 60. */
export type NoAnswer = 'unresolved' | 'refused' | 'reset' | 'timeout' | 'tls';

/** A request that code on an emulated machine makes. */
export interface OutboundRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
  /** The client takes no notice of the proxy its environment names: `curl --noproxy '*'`. */
  readonly bypassesProxy?: boolean;
  /** Told, once and before the request ends as undefined, why there is no answer. A timeout is told at once. */
  readonly onNoAnswer?: (why: NoAnswer) => void;
}

/** Host the client addressed, lower-cased, without port. */
export function hostOf(request: HttpRequest): string {
  return request.origin
    .replace(/^https?:\/\//, '')
    .replace(/:\d+$/, '')
    .toLowerCase();
}

/** Query parameters of Azure are case-insensitive: some clients send `$skiptoken`. */
export function parameter(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name) return value;
  return undefined;
}

/** Azure Resource Manager refuses bodies above 4 MB. */
export const maxBodyBytes = 4 * 1024 * 1024;

export class BodyTooLarge extends Error {}

/** An error in the form of one service: its own status, body and headers. */
export type Refusal = (status: number, retryAfterSeconds: number) => HttpReply;

export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}
