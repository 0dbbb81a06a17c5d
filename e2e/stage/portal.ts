import net from 'node:net';
import { emulatorEnvironment } from '../../scripts/start/environment.mjs';
import { type Child, startChild } from './child.ts';
import type { Emulator } from './emulator.ts';
import { waitUntil } from './wait-until.ts';

export interface PortalOptions {
  emulator: Emulator;
  /** Who looks: the part of a person of the scenario. */
  as: string;
  folder: string;
  liveIntervalMs?: number;
}

/** The built portal in a process of its own. */
export class Portal {
  readonly url: string;
  readonly #port: number;
  readonly #options: PortalOptions;
  #child: Child;

  private constructor(port: number, options: PortalOptions, child: Child) {
    this.url = `http://localhost:${port}`;
    this.#port = port;
    this.#options = options;
    this.#child = child;
  }

  static async start(options: PortalOptions): Promise<Portal> {
    const port = await freePort();
    return new Portal(port, options, await launch(port, options));
  }

  get pid(): number | undefined {
    return this.#child.process.pid;
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  /** At once, whoever is still being answered. */
  kill(): Promise<void> {
    return this.#child.stop('SIGKILL');
  }

  /** At the same address again, with an empty memory. */
  async restart(): Promise<void> {
    this.#child = await launch(this.#port, this.#options);
  }
}

async function launch(
  port: number,
  { emulator, as, folder, liveIntervalMs = 1000 }: PortalOptions,
): Promise<Child> {
  const live = {
    ...process.env,
    KEYLESS_LIVE_INTERVAL_MS: String(liveIntervalMs),
    KEYLESS_DATA_FOLDER: folder,
    DATABASE_URL: '',
  };
  const env = emulatorEnvironment(live, emulator.ready, emulator.person(as));
  const args = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)];
  const child = startChild('portal', args, env, folder);
  await waitUntil(async () => {
    child.assertAlive();
    return (await connects(port)) || undefined;
  }, `The portal does not listen on ${port}`);
  return child;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
    socket.once('connect', () => socket.destroy());
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
