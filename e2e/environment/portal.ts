import net from 'node:net';
import { emulatorEnvironment } from '../../scripts/start/environment.mjs';
import { newLocalSecret, sessionCookie, sessionPath } from '../../scripts/start/session-link.mjs';
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
  /** Cookie header of the operator's own browser. */
  readonly cookie: string;
  readonly #port: number;
  readonly #secret: string;
  readonly #options: PortalOptions;
  #child: Child;

  private constructor(port: number, secret: string, options: PortalOptions, child: Child) {
    this.url = `http://localhost:${port}`;
    this.cookie = sessionCookie(port, secret);
    this.#port = port;
    this.#secret = secret;
    this.#options = options;
    this.#child = child;
  }

  static async start(options: PortalOptions): Promise<Portal> {
    const port = await freePort();
    const secret = newLocalSecret();
    return new Portal(port, secret, options, await launch(port, secret, options));
  }

  /** A link as the start script prints it. */
  newLink(): string {
    return `${this.url}${sessionPath(this.#secret)}`;
  }

  /** What a browser context needs to be the operator's own browser. */
  get storageState() {
    const [name = '', value = ''] = this.cookie.split('=');
    const cookie = {
      name,
      value,
      domain: 'localhost',
      path: '/',
      httpOnly: true,
      secure: false,
      expires: -1,
    };
    return { cookies: [{ ...cookie, sameSite: 'Lax' as const }], origins: [] };
  }

  /** Asks the portal as its own pages do. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', this.cookie);
    if (init.method !== undefined) headers.set('origin', this.url);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  get port(): number {
    return this.#port;
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
    this.#child = await launch(this.#port, this.#secret, this.#options);
  }
}

async function launch(
  port: number,
  secret: string,
  { emulator, as, folder, liveIntervalMs = 1000 }: PortalOptions,
): Promise<Child> {
  const live = {
    ...process.env,
    KEYLESS_LIVE_INTERVAL_MS: String(liveIntervalMs),
    KEYLESS_DATA_FOLDER: folder,
    KEYLESS_LOCAL_SECRET: secret,
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
