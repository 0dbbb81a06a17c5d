/** One request as every surface of the emulator (ARM, Entra, Graph…) reads it. */
export interface HttpRequest {
  readonly method: string;
  /** Path with doubled slashes folded and still percent-encoded; arm-authorization sends `//subscriptions/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** `https://host:port` as the client addressed it. */
  readonly origin: string;
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

/** What comes of a request: `reset` breaks the connection, `stall` keeps it open without an answer. */
export type Outcome = HttpReply | 'reset' | 'stall';

/** A request that code on an emulated machine makes. */
export interface OutboundRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
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
