import { existsSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { z } from 'zod';
import { withoutAzure } from '../../scripts/start/environment.mjs';
import { type Child, startChild } from './child.ts';
import { waitUntil } from './wait-until.ts';

const readySchema = z.object({
  resourceManager: z.url(),
  authority: z.url(),
  graph: z.url(),
  caFile: z.string(),
  azCloudConfig: z.string(),
  controlSecret: z.string(),
  tenantId: z.string(),
  subscriptions: z.array(z.string()),
  subscriptionNames: z.record(z.string(), z.string()),
  people: z.array(
    z.object({ name: z.string(), upn: z.string(), password: z.string(), roles: z.array(z.string()) }),
  ),
  servicePrincipals: z.array(z.object({ name: z.string(), clientId: z.string(), secret: z.string() })),
});
export type Ready = z.infer<typeof readySchema>;

/** One trouble for the next `count` requests that match; see the emulator's README. */
export interface Fault {
  kind: '429' | '500' | '403' | 'reset' | 'stall';
  match?: string;
  method?: string;
  count?: number;
  retryAfterSeconds?: number;
}

export interface EmulatorOptions {
  scenario: string;
  folder: string;
  latencyMs?: number;
  record?: string;
  /** Keep what was changed, to be there again after a restart. */
  keepState?: boolean;
}

/** An emulator in a process of its own, as any other client would use it. */
export class Emulator {
  #ready: Ready;
  #child: Child;
  readonly #options: EmulatorOptions;

  private constructor(ready: Ready, child: Child, options: EmulatorOptions) {
    this.#ready = ready;
    this.#child = child;
    this.#options = options;
  }

  static async start(options: EmulatorOptions): Promise<Emulator> {
    const { ready, child } = await launch(options, 0);
    return new Emulator(ready, child, options);
  }

  get ready(): Ready {
    return this.#ready;
  }

  get pid(): number | undefined {
    return this.#child.process.pid;
  }

  subscription(name: string): string {
    const found = this.ready.subscriptions.find((id) => this.ready.subscriptionNames[id] === name);
    if (!found) throw new Error(`The scenario has no subscription "${name}"`);
    return found;
  }

  /** The person whose part this is: owner, reader, nobody, … */
  person(role: string): Ready['people'][number] {
    const found = this.ready.people.find((person) => person.roles[0] === role);
    if (!found) throw new Error(`The scenario has no ${role}`);
    return found;
  }

  async addFault(fault: Fault): Promise<void> {
    await this.control('POST', 'faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', 'faults');
  }

  /** The emulator's own controls, which no Azure has. */
  control(method: string, what: string, body?: unknown): Promise<unknown> {
    const url = `${this.ready.resourceManager}/_emulator/${what}`;
    const ca = readFileSync(this.ready.caFile);
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'x-emulator-secret': this.ready.controlSecret,
      };
      const request = https.request(url, { method, ca, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () =>
          response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${what}: ${text}`)),
        );
      });
      request.once('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Stops answering without closing connections, as a network does that loses packets. */
  freeze(): void {
    this.#child.process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.process.kill('SIGCONT');
  }

  /** Gone without a word. */
  kill(): Promise<void> {
    return this.#child.stop('SIGKILL');
  }

  /** At the same address again. */
  async restart(): Promise<void> {
    const { child, ready } = await launch(this.#options, Number(new URL(this.ready.resourceManager).port));
    this.#child = child;
    this.#ready = ready;
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#child.stop();
  }
}

async function launch(options: EmulatorOptions, port: number): Promise<{ ready: Ready; child: Child }> {
  const file = path.join(options.folder, 'ready.json');
  rmSync(file, { force: true });
  const args = [
    'emulator/main.ts',
    '--port',
    String(port),
    '--scenario',
    options.scenario,
    '--ready-file',
    file,
  ];
  if (options.latencyMs) args.push('--latency', String(options.latencyMs));
  if (options.record) args.push('--record', options.record);
  if (options.keepState) args.push('--state', path.join(options.folder, 'state'));
  const child = startChild('emulator', args, withoutAzure(process.env), options.folder);
  const ready = await waitUntil(
    () => {
      child.assertAlive();
      return existsSync(file) ? readReady(file) : undefined;
    },
    'The emulator did not become ready',
    120_000,
  );
  return { ready, child };
}

function readReady(file: string): Ready | undefined {
  const text = readFileSync(file, 'utf8');
  return text.endsWith('\n') ? readySchema.parse(JSON.parse(text)) : undefined;
}
