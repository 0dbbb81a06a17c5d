import 'server-only';
import { Server } from 'node:http';
import { connect } from 'node:net';
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
    Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
      if (event === 'connection') {
        endUnlessLoopback(this);
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

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
