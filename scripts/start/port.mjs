import net from 'node:net';
import { Problem } from './problem.mjs';

/**
 * Makes sure the portal can have the port. Both loopback addresses are asked: another program on ::1 would answer
 * for http://localhost although 127.0.0.1 is free.
 */
export async function ensurePortFree(port) {
  const answers = await Promise.all([connects('127.0.0.1', port), connects('::1', port)]);
  const refusal = answers.includes(true) ? 'EADDRINUSE' : await bindRefusal(port);
  if (refusal === 'EADDRINUSE') {
    throw new Problem(
      `Port ${port} is in use by another program: stop it, or choose one with npm start -- --port ${port === 65_535 ? 3000 : port + 1}.`,
    );
  }
  if (refusal === 'EACCES')
    throw new Problem(
      `Port ${port} needs administrator rights: choose one above 1023 with npm start -- --port 3000.`,
    );
  if (refusal) throw new Problem(`Port ${port} cannot be used (${refusal}).`);
}

/** Whether anybody answers there. */
export function connects(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1000 });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

function bindRefusal(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}
