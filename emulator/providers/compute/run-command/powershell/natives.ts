import type { HttpReply, NoAnswer } from '../../../../core/contract/http.ts';
import type { Fetch } from '../contract/script.ts';
import { Failure } from './failure.ts';
import { putHeader, urlOf, WebProxy } from './proxies.ts';
import { PowerShellUnknown } from './tokens.ts';
import { isList, Native, numberOf, Table, textOf, type Value } from './values.ts';

/** What is thrown in a script, with the exception it holds. */
export class Thrown extends Error {
  readonly exception: Native;

  constructor(exception: Native) {
    super(textOf(exception.get('message')));
    this.exception = exception;
  }
}

/** https://learn.microsoft.com/dotnet/api/system.net.webexceptionstatus */
const statuses: Readonly<Record<NoAnswer, { status: string; message: string }>> = {
  unresolved: { status: 'NameResolutionFailure', message: 'The remote name could not be resolved' },
  refused: { status: 'ConnectFailure', message: 'Unable to connect to the remote server' },
  timeout: { status: 'Timeout', message: 'The operation has timed out' },
  reset: { status: 'ReceiveFailure', message: 'The underlying connection was closed' },
  tls: {
    status: 'TrustFailure',
    message: 'Could not establish trust relationship for the SSL/TLS secure channel.',
  },
};

class PlainException extends Native {
  readonly type: string = 'System.Exception';
  readonly #message: string;
  constructor(message: string) {
    super();
    this.#message = message;
  }
  override get(name: string): Value {
    return name === 'message' ? this.#message : null;
  }
}

export function plainFailure(message: string): Thrown {
  return new Thrown(new PlainException(message));
}

/** What a script can catch of an error; undefined for what ends it all the same. */
export function thrownBy(error: unknown): Thrown | undefined {
  if (error instanceof Failure) return plainFailure(error.message);
  // What calls itself without end, or grows too long.
  if (error instanceof RangeError)
    return plainFailure('The script failed due to call depth overflow or lack of memory.');
  return error instanceof Thrown ? error : undefined;
}

class WebException extends Native {
  readonly type = 'System.Net.WebException';
  readonly #status: string;
  readonly #message: string;
  readonly #response: WebResponse | null;
  constructor(status: string, message: string, response: WebResponse | null) {
    super();
    this.#status = status;
    this.#message = message;
    this.#response = response;
  }
  override get(name: string): Value {
    if (name === 'response') return this.#response;
    if (name === 'status') return this.#status;
    return name === 'message' ? this.#message : null;
  }
}

class Headers_ extends Native {
  readonly type = 'System.Net.WebHeaderCollection';
  readonly values: Headers;
  constructor(values: Headers) {
    super();
    this.values = values;
  }
  override get(name: string): Value {
    return this.values.get(name);
  }
  override set(name: string, value: Value): void {
    putHeader(this.values, 'set', name, textOf(value));
  }
  override async call(name: string, args: readonly Value[]): Promise<Value> {
    if (name !== 'add') return super.call(name, args);
    putHeader(this.values, 'append', textOf(args[0] ?? null), textOf(args[1] ?? null));
    return null;
  }
}

class Stream extends Native {
  readonly type = 'System.IO.Stream';
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
}

class StreamReader extends Native {
  readonly type = 'System.IO.StreamReader';
  readonly #text: string;
  constructor(text: string) {
    super();
    this.#text = text;
  }
  override async call(name: string, args: readonly Value[]): Promise<Value> {
    if (name === 'readtoend') return this.#text;
    if (name === 'close' || name === 'dispose') return null;
    return super.call(name, args);
  }
}

/** An answer, as .NET's classes and Invoke-WebRequest show it. */
export class WebResponse extends Native {
  readonly type = 'System.Net.HttpWebResponse';
  readonly #reply: HttpReply;
  constructor(reply: HttpReply) {
    super();
    this.#reply = reply;
  }
  override get(name: string): Value {
    if (name === 'statuscode') return this.#reply.status;
    if (name === 'headers') return new Headers_(new Headers(this.#reply.headers));
    if (name === 'content' || name === 'rawcontent') return this.#reply.body ?? '';
    return null;
  }
  override async call(name: string, args: readonly Value[]): Promise<Value> {
    if (name === 'getresponsestream') return new Stream(this.#reply.body ?? '');
    if (name === 'close' || name === 'dispose') return null;
    return super.call(name, args);
  }
}

/** Sends a request; throws what .NET throws when there is no answer, or one of 400 and above. */
export async function send(
  fetch: Fetch,
  request: { method: string; url: string; headers: Headers; body: string; bypassesProxy: boolean },
): Promise<WebResponse> {
  let why: NoAnswer = 'unresolved';
  const reply = await fetch({
    ...request,
    url: urlOf(request.url),
    onNoAnswer: (reason) => {
      why = reason;
    },
  });
  if (!reply) {
    const { status, message } = statuses[why];
    throw new Thrown(new WebException(status, message, null));
  }
  const response = new WebResponse(reply);
  if (reply.status < 400) return response;
  throw new Thrown(
    new WebException('ProtocolError', `The remote server returned an error: (${reply.status}).`, response),
  );
}

class WebRequest extends Native {
  readonly type = 'System.Net.HttpWebRequest';
  readonly #fetch: Fetch;
  readonly #url: string;
  readonly #headers = new Headers();
  #method = 'GET';
  #direct = false;
  constructor(fetch: Fetch, url: string) {
    super();
    this.#fetch = fetch;
    this.#url = url;
  }
  override get(name: string): Value {
    return name === 'headers' ? new Headers_(this.#headers) : null;
  }
  override set(name: string, value: Value): void {
    if (name === 'method') this.#method = textOf(value);
    else if (name === 'proxy')
      this.#direct = value === null || (value instanceof WebProxy && value.address === '');
    else if (name === 'accept') putHeader(this.#headers, 'set', 'accept', textOf(value));
    else if (!['timeout', 'readwritetimeout', 'useragent', 'keepalive'].includes(name))
      super.set(name, value);
  }
  override async call(name: string, args: readonly Value[]): Promise<Value> {
    if (name !== 'getresponse') return super.call(name, args);
    const headers = this.#headers;
    return send(this.#fetch, {
      method: this.#method,
      url: this.#url,
      headers,
      body: '',
      bypassesProxy: this.#direct,
    });
  }
}

class Stopwatch extends Native {
  readonly type = 'System.Diagnostics.Stopwatch';
  readonly #began = performance.now();
  override get(name: string): Value {
    return name === 'elapsedmilliseconds' ? Math.round(performance.now() - this.#began) : null;
  }
  override async call(): Promise<Value> {
    return null;
  }
}

class Encoding extends Native {
  readonly type = 'System.Text.Encoding';
  readonly #name: 'utf8' | 'latin1';
  constructor(name: 'utf8' | 'latin1') {
    super();
    this.#name = name;
  }
  override async call(name: string, args: readonly Value[]): Promise<Value> {
    const [given = null] = args;
    if (name === 'getstring' && given instanceof Uint8Array) return Buffer.from(given).toString(this.#name);
    if (name === 'getbytes') return new Uint8Array(Buffer.from(textOf(given), this.#name));
    return super.call(name, args);
  }
}

/** A value of an enumeration or a setting that means nothing here. */
const settings = new Set(['net.securityprotocoltype.tls12', 'net.servicepointmanager.securityprotocol']);

export function shortType(type: string): string {
  return type.toLowerCase().replace(/^system\./, '');
}

export function staticMember(type: string, name: string): Value {
  const full = `${shortType(type)}.${name}`;
  if (full === 'text.encoding.utf8') return new Encoding('utf8');
  if (full === 'text.encoding.ascii') return new Encoding('latin1');
  if (full === 'string.empty') return '';
  // A virtual machine here is set to no proxy; the one of a fault is in the way without a setting.
  if (full === 'net.webrequest.defaultwebproxy') return new WebProxy('');
  if (settings.has(full)) return full;
  throw new PowerShellUnknown(`[${type}]::${name}`);
}

export function setStatic(type: string, name: string): void {
  if (!settings.has(`${shortType(type)}.${name}`)) throw new PowerShellUnknown(`[${type}]::${name} =`);
}

export function callStatic(fetch: Fetch, type: string, name: string, args: readonly Value[]): Value {
  const [first = null] = args;
  switch (`${shortType(type)}.${name}`) {
    case 'net.webrequest.create':
    case 'net.httpwebrequest.create':
      return new WebRequest(fetch, textOf(first));
    case 'diagnostics.stopwatch.startnew':
      return new Stopwatch();
    case 'convert.frombase64string': {
      const text = textOf(first);
      if (text.length % 4 !== 0) throw plainFailure('Invalid length for a Base-64 char array or string.');
      return new Uint8Array(Buffer.from(text, 'base64'));
    }
    case 'convert.tobase64string':
      return first instanceof Uint8Array ? Buffer.from(first).toString('base64') : null;
    case 'string.isnullorempty':
      return textOf(first) === '';
    case 'uri.escapedatastring':
      return encodeURIComponent(textOf(first));
    case 'math.round':
      return Math.round(numberOf(first));
    default:
      throw new PowerShellUnknown(`[${type}]::${name}()`);
  }
}

export function newObject(type: string, args: readonly Value[]): Value {
  const [first = null] = args;
  switch (shortType(type)) {
    case 'io.streamreader':
      if (first instanceof Stream) return new StreamReader(first.text);
      throw new PowerShellUnknown('a StreamReader of anything but an answer');
    case 'net.webproxy':
      return new WebProxy(textOf(first));
    case 'hashtable':
    case 'collections.hashtable':
      return new Table();
    case 'psobject':
    case 'pscustomobject':
      return isList(first) ? null : (first ?? new Table());
    default:
      throw new PowerShellUnknown(`New-Object ${type}`);
  }
}
