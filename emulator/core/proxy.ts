import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';

/** Azure's hosts that the emulator stands in for. `*` is one label. Its server certificate has all of them. */
export const azureHosts = [
  'management.azure.com',
  'login.microsoftonline.com',
  'graph.microsoft.com',
  // Only for the list of image aliases az reads before it creates a machine.
  'raw.githubusercontent.com',
  '*.vault.azure.net',
  '*.blob.core.windows.net',
];

/** Whether the host is one of Azure's the emulator stands in for. Any casing, no port. */
export function isAzureHost(host: string): boolean {
  const lower = host.toLowerCase();
  return azureHosts.some((known) =>
    known.startsWith('*.')
      ? lower.endsWith(known.slice(1)) && /^[a-z0-9-]+$/.test(lower.slice(0, 1 - known.length))
      : lower === known,
  );
}

/**
 * Makes the HTTP server a forward proxy (CONNECT, RFC 9110 section 9.3.6) that leads nowhere but to the emulator: what
 * is meant for one of Azure's hosts is piped to the HTTPS port of this process, everything else is refused with 403.
 * Returns how to end the tunnels, which Node's `closeAllConnections` does not know.
 */
export function tunnelAzureHosts(server: Server, httpsPort: number): () => void {
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const [, host = '', port = ''] = /^([^:]+):(\d+)$/.exec(request.url ?? '') ?? [];
    keep(client);
    client.on('error', () => client.destroy());
    if (!isAzureHost(host) || port !== '443') {
      const text = 'This proxy leads to the emulated Azure only.\n';
      client.end(
        `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
      );
      return;
    }
    const upstream = connect(httpsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    keep(upstream);
    upstream.on('error', () => client.destroy());
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}
