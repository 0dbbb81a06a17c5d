import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { DataPlane } from './contract/data-plane.ts';
import { proxyUser } from './rules/proxy-user.ts';

/** Azure's hosts that the emulator stands in for whatever its providers are. */
const commonHosts = ['management.azure.com', 'login.microsoftonline.com', 'graph.microsoft.com'];

/** Azure's hosts that the emulator stands in for. `*` is one label. */
export function azureHosts(dataPlanes: readonly DataPlane[]): string[] {
  return [...commonHosts, ...dataPlanes.map(({ suffix }) => `*.${suffix}`)];
}

/** The same and GitHub's, only for the list of image aliases az reads before it creates a machine. */
export function proxiedHosts(dataPlanes: readonly DataPlane[]): string[] {
  return [...azureHosts(dataPlanes), 'raw.githubusercontent.com'];
}

/** Names the server certificate has: loopback ones, and Azure's for clients that come through a proxy or a hosts file. */
export function serverNames(dataPlanes: readonly DataPlane[]): string[] {
  return [
    'localhost',
    ...dataPlanes.map(({ localSuffix }) => `*.${localSuffix}`),
    ...proxiedHosts(dataPlanes),
  ];
}

/** Whether the host is one of `known`. Any casing, no port. */
export function isAzureHost(host: string, known: readonly string[]): boolean {
  const lower = host.toLowerCase();
  return known.some((name) =>
    name.startsWith('*.')
      ? lower.endsWith(name.slice(1)) && /^[a-z0-9-]+$/.test(lower.slice(0, 1 - name.length))
      : lower === name,
  );
}

/**
 * Makes the HTTP server a forward proxy (CONNECT, RFC 9110 section 9.3.6) that leads nowhere but to the emulator: what
 * is meant for one of `hosts` is piped to the HTTPS port of this process, everything else is refused with 403. What a
 * client asks as a virtual machine, by its user name, is noted in `machines` under the local port of its tunnel.
 * Returns how to end the tunnels, which Node's `closeAllConnections` does not know.
 */
export function tunnelAzureHosts(
  server: Server,
  httpsPort: number,
  hosts: readonly string[],
  machines: Map<number, string>,
): () => void {
  const open = new Set<Socket>();
  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const [, host = '', port = ''] = /^([^:]+):(\d+)$/.exec(request.url ?? '') ?? [];
    keep(client);
    client.on('error', () => client.destroy());
    if (!isAzureHost(host, hosts) || port !== '443') {
      const text = 'This proxy leads to the emulated Azure only.\n';
      client.end(
        `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
      );
      return;
    }
    const machineId = proxyUser(request.headers['proxy-authorization']);
    const upstream = connect(httpsPort, '127.0.0.1', () => {
      const { localPort } = upstream;
      if (machineId.startsWith('/subscriptions/') && localPort !== undefined) {
        machines.set(localPort, machineId);
        upstream.once('close', () => machines.delete(localPort));
      }
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
