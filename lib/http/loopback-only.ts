import 'server-only';
import { Server } from 'node:http';
import { connect } from 'node:net';
import { env } from '@/lib/env';

const sentence =
  'Keyless listens on this machine only, because whoever reaches it could act with your rights in Azure. ' +
  'Start it with "npm start", or with "next start -H 127.0.0.1" (standalone: HOSTNAME=127.0.0.1).';

/**
 * Ends the process when its server can be reached from other machines. Next tells nobody which address it listens on, so
 * the server is asked when a connection of our own comes in.
 */
export function listenOnLoopbackOnly(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
    if (event === 'connection') {
      const address = this.address();
      if (address !== null && typeof address === 'object' && !isLoopback(address.address)) {
        console.error(sentence);
        process.exit(1);
      }
    }
    return emit.call(this, event, ...args);
  };
  const probe = connect(env().PORT, '127.0.0.1', () => probe.destroy());
  // Nobody there: it listens on some other address, and the first connection tells.
  probe.on('error', () => {});
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
