import 'server-only';
import { IncomingMessage, type OutgoingHttpHeaders, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { refusalOf } from './knock';
import { maxBodyBytes } from './max-body';
import { requests } from './reached';

/**
 * Puts the portal's rules about requests in front of Next, for every HTTP server of this process: `next dev`,
 * `next start`, and a standalone build alike, whoever starts them. Next itself answers some of what is refused here with
 * 500 (TRACE, a malformed path), and would read a body to its end before it says that it is too large.
 */
export function installFrontDoor(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    const [first, second] = args;
    if (event === 'request' && first instanceof IncomingMessage && second instanceof ServerResponse) {
      answer(first, second, () => emit.call(this, event, first, second));
      return true;
    }
    if (event === 'upgrade' && first instanceof IncomingMessage && second instanceof Socket) {
      if (refuseUpgrade(first, second)) return true;
    }
    return emit.call(this, event, ...args);
  };
}

function answer(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const refused = misshapen(request);
  if (refused === tooLarge) refuseBody(request, response);
  else if (refused) refuse(response, ...refused);
  else if (request.method === 'POST') holdBody(request, response, () => readBy(next, response));
  else if (request.headers['transfer-encoding'] !== undefined) holdBody(request, response, next);
  // What a page that is open already sends along; Next fails on what it did not write itself.
  else if (request.headers['next-router-state-tree'] !== undefined) readBy(next, response);
  else next();
}

/** Status and sentence for a request no entry can answer. */
function misshapen({ method = '', url = '', rawHeaders, headers }: IncomingMessage): [number, string] | null {
  if (!['GET', 'HEAD', 'POST'].includes(method)) return [405, 'Send GET, HEAD, or POST.'];
  if (!url.startsWith('/') || !isWellFormed(url)) return [400, 'The path is not valid.'];
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host');
  if (hosts.length > 1) return [400, 'The request names several hosts.'];
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) return tooLarge;
  return null;
}

const tooLarge: [number, string] = [413, `The body is larger than ${maxBodyBytes / 1024 / 1024} MB.`];

/** Percent signs that decode to UTF-8, and nothing that one parser of addresses reads otherwise than the next. */
function isWellFormed(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  try {
    return !/[\\\0]/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/** How much of a body that is too large is read and dropped, and how long the connection then stays. */
const lingerBytes = 2 * maxBodyBytes;
const lingerMs = 2000;

/**
 * Answers 413 at once and keeps the connection for a while: closed while the client still sends, the answer would be
 * lost to it. What was only a little too large is read to its end, so that every client gets to the answer; the rest of
 * anything larger stays where it is, because reading 400 MB to drop them costs memory as well.
 */
function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  const [status, message] = tooLarge;
  begin(response, status, { 'Content-Length': Buffer.byteLength(message), Connection: 'close' });
  response.write(message);
  let droppedBytes = 0;
  request.on('data', (part: Uint8Array) => {
    droppedBytes += part.byteLength;
    if (droppedBytes <= lingerBytes) return;
    request.pause();
    setTimeout(() => request.destroy(), lingerMs).unref();
  });
  request.on('end', () => response.end());
}

function refuse(response: ServerResponse, status: number, message: string): void {
  begin(response, status, status === 405 ? { Allow: 'GET, HEAD, POST' } : {});
  response.end(message);
}

function begin(response: ServerResponse, status: number, more: OutgoingHttpHeaders): void {
  response.writeHead(status, {
    // Next's browser code shows the text of exactly this type.
    'Content-Type': 'text/plain',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...more,
  });
}

/**
 * Calls `next` when the whole body is there, unread in the request's own buffer, or answers 413 as soon as it is too
 * large: a body without a length can only be measured. Nobody holds more than the limit.
 */
function holdBody(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const push = request.push.bind(request);
  let sizeBytes = 0;
  let done = false;
  request.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (done) return push(chunk, encoding);
    if (chunk === null) {
      done = true;
      push(null);
      next();
      return false;
    }
    sizeBytes += chunk instanceof Uint8Array ? chunk.byteLength : 0;
    if (sizeBytes <= maxBodyBytes) {
      push(chunk, encoding);
      return true;
    }
    done = true;
    refuseBody(request, response);
    return true;
  };
}

/** Next copies it when one of its workers passes an action on to another, but not the status. */
const misread = 'x-keyless-misread';

/**
 * Next answers 500 when it cannot decode what was sent for an action, or the state a page says it is in. As long as no
 * entry of ours was reached, that is the client's mistake, and said so.
 */
function readBy(next: () => void, response: ServerResponse): void {
  const request = { reached: false };
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: unknown[]): ServerResponse => {
    const isMisread = (status >= 500 && !request.reached) || response.hasHeader(misread);
    if (isMisread && !response.headersSent) response.setHeader(misread, '1');
    return Reflect.apply(writeHead, response, [isMisread ? 400 : status, ...rest]);
  };
  requests().run(request, next);
}

/** Next's development server is the only one with a WebSocket. True when it was refused. */
function refuseUpgrade(request: IncomingMessage, socket: Socket): boolean {
  const headers = { get: (name: string) => headerOf(request, name) };
  const refused = refusalOf({ method: 'GET', headers, kind: 'api' });
  if (!refused) return false;
  socket.end(`HTTP/1.1 ${refused.status} ${refused.code}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return true;
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : (value?.join(', ') ?? null);
}
