import 'server-only';
import { Server } from 'node:http';
import { connect, createServer } from 'node:net';
import { env } from '@/lib/env';

const sentence =
  'Keyless listens on this machine only, because whoever reaches it could act with your rights in Azure. ' +
  'Start it with "npm start", or with "next start -H 127.0.0.1" (standalone: HOSTNAME=127.0.0.1).';

/**
 * Ends the process when its server can be reached from other machines. Next tells nobody which address it listens on, so
 * the server is asked when a connection comes in; the first is one of our own, for which the promise waits.
 */
export function listenOnLoopbackOnly(): Promise<void> {
  return new Promise((resolve) => {
    const emit = Server.prototype.emit;
    let isHeld = false;
    Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
      if (event === 'connection') {
        endUnlessLoopback(this);
        if (!isHeld) holdIpv6(this);
        isHeld = true;
        resolve();
      }
      return emit.call(this, event, ...args);
    };
    const probe = connect(env().PORT, '127.0.0.1', () => probe.destroy());
    // It listens on some other address: the first connection from there tells.
    probe.on('error', () => resolve());
  });
}

function endUnlessLoopback(server: Server): void {
  const address = server.address();
  if (address === null || typeof address === 'string' || isLoopback(address.address)) return;
  console.error(sentence);
  process.exit(1);
}

/**
 * Answers on `::1` as well. Browsers try it first for `localhost`: another user of the machine who listened there would
 * get our visitors, and their cookies.
 */
function holdIpv6(server: Server): void {
  const port = env().PORT;
  const twin = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit('connection', socket),
  );
  twin.on('error', (error: NodeJS.ErrnoException) => {
    // Without IPv6 nobody else can listen there either.
    if (error.code !== 'EADDRINUSE') return;
    console.error(`Another program listens on [::1]:${port}, where http://localhost:${port} leads as well.`);
    process.exit(1);
  });
  twin.listen(port, '::1').unref();
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
