import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { Outcome } from './contract/http.ts';
import { BodyTooLarge, type HttpReply, type HttpRequest, maxBodyBytes } from './contract/http.ts';
import { tunnelAzureHosts } from './proxy.ts';

export interface Listening {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

type Environment = { Bindings: HttpBindings };

/** Reads what the surfaces need from a request. The path comes from the raw URL: `//subscriptions` must not become a host. */
function readRequest(
  context: Context<Environment>,
  scheme: string,
  machines?: ReadonlyMap<number, string>,
): HttpRequest {
  const raw = context.env.incoming.url ?? '/';
  // A client that takes this for its proxy names the whole URL, whose host counts then (RFC 9112, section 3.2.2).
  const [absolute = ''] = /^https?:\/\/[^/]*/i.exec(raw) ?? [];
  const target = raw.slice(absolute.length);
  const question = target.indexOf('?');
  const path = (question < 0 ? target : target.slice(0, question)).replace(/\/{2,}/g, '/');
  let sent: Promise<Buffer> | undefined;
  const bytes = (): Promise<Buffer> => {
    sent ??= readBytes(context.req.raw);
    return sent;
  };
  const machineId = machines?.get(context.env.incoming.socket.remotePort ?? 0);
  return {
    ...(machineId === undefined ? {} : { machineId, throughProxy: true }),
    method: context.req.method,
    path: path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path,
    query: new URLSearchParams(question < 0 ? '' : target.slice(question + 1)),
    headers: context.req.raw.headers,
    origin: absolute || `${scheme}://${context.req.header('host') ?? 'localhost'}`,
    text: async () => (await bytes()).toString('utf8'),
    bytes,
  };
}

async function readBytes(request: Request): Promise<Buffer> {
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body) {
    sizeBytes += chunk.byteLength;
    // The rest is read and dropped, because an answer before its end breaks the connection under the client.
    if (sizeBytes <= maxBodyBytes) chunks.push(chunk);
  }
  if (sizeBytes > maxBodyBytes) throw new BodyTooLarge('The body is above the limit.');
  return Buffer.concat(chunks);
}

/** Statuses that never have a body; a Response with one would throw. */
const bodiless = [204, 205, 304];

/** Sends half of the body, though the headers say all of it, and breaks the connection. */
function truncate(outgoing: HttpBindings['outgoing'], { status, headers, body = '' }: HttpReply): void {
  const whole = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, 'content-length': whole.length });
  outgoing.write(whole.subarray(0, Math.floor(whole.length / 2)), () => outgoing.destroy());
}

/** Turns the front into a Node listener. `handle` never throws for what a client did. */
function listener(
  scheme: string,
  handle: (request: HttpRequest) => Promise<Outcome>,
  machines?: ReadonlyMap<number, string>,
): RequestListener {
  const app = new Hono<Environment>();
  app.all('*', async (context) => {
    const outcome = await handle(readRequest(context, scheme, machines));
    if (outcome === 'reset' || outcome === 'refused' || outcome === 'tls') {
      context.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    if (outcome === 'stall') return RESPONSE_ALREADY_SENT;
    if (outcome.truncated) {
      truncate(context.env.outgoing, outcome);
      return RESPONSE_ALREADY_SENT;
    }
    const body = bodiless.includes(outcome.status) ? null : (outcome.bytes ?? outcome.body ?? null);
    const headers = body === null ? { ...outcome.headers, 'content-length': '0' } : outcome.headers;
    return new Response(body, {
      status: outcome.status,
      headers: outcome.status === 204 ? outcome.headers : headers,
    });
  });
  app.onError((error, context) => {
    console.error('The emulator itself failed:', error);
    return context.json(
      { error: { code: 'InternalServerError', message: 'Encountered internal server error.' } },
      500,
    );
  });
  // The global Request and Response stay Node's own: tests run emulators and SDK clients in one process.
  return getRequestListener(app.fetch, { overrideGlobalObjects: false });
}

async function listen(
  server: Server,
  scheme: string,
  host: string,
  port: number,
  beforeClose: () => void = () => {},
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `${scheme}://${host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        beforeClose();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Serves HTTPS on loopback; `machines` says by remote port what comes from a machine. Rejects when the port is taken. */
export function listenHttps(
  tls: { key: string; cert: string },
  port: number,
  handle: (request: HttpRequest) => Promise<Outcome>,
  machines: ReadonlyMap<number, string>,
): Promise<Listening> {
  const server = createHttpsServer({ ...tls, keepAliveTimeout: 65_000 }, listener('https', handle, machines));
  return listen(server, 'https', 'localhost', port);
}

/**
 * Serves HTTP on loopback: the instance metadata service, which has no TLS in Azure either, and a proxy that leads
 * `azureHosts` to `httpsPort` and notes in `machines` whose tunnels those are.
 */
export function listenHttp(
  port: number,
  httpsPort: number,
  azureHosts: readonly string[],
  handle: (request: HttpRequest) => Promise<Outcome>,
  machines: Map<number, string>,
): Promise<Listening> {
  const server = createHttpServer(listener('http', handle));
  const endTunnels = tunnelAzureHosts(server, httpsPort, azureHosts, machines);
  return listen(server, 'http', '127.0.0.1', port, endTunnels);
}
