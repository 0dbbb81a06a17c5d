import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Clock } from './core/contract/clock.ts';
import type { ServicePrincipal } from './core/contract/entities.ts';
import type { Seeded } from './core/contract/seeded.ts';
import type { World } from './core/contract/world.ts';
import { Journal } from './core/journal.ts';
import { completeInterrupted } from './core/recover.ts';
import { type SigningKey, signingKey, storedSigningKey } from './providers/entra/signing-key.ts';
import { providers } from './providers/registry.ts';
import { createWorld, seed } from './scenarios/index.ts';

const aboutSchema = z.object({
  scenario: z.string(),
  seed: z.int(),
  seeded: z.object({
    people: z.array(
      z.object({
        name: z.string(),
        upn: z.string(),
        password: z.string(),
        objectId: z.string(),
        roles: z.array(z.string()),
      }),
    ),
    servicePrincipals: z.array(
      z.object({ name: z.string(), clientId: z.string(), secret: z.string(), objectId: z.string() }),
    ),
  }),
});

export interface State {
  readonly world: World;
  readonly signingKey: SigningKey;
  /** Who can sign in. */
  seeded(): Seeded;
  /** Resolves when everything changed so far is durable; at once when nothing is kept. */
  flush(): Promise<void>;
  reset(): void;
  close(): Promise<void>;
}

export interface StateOptions {
  readonly scenario: string;
  readonly seed: number;
  readonly stateDir: string | undefined;
  readonly clock: Clock;
  readonly clientCertificate: ServicePrincipal['certificates'][number];
}

/** The world of an emulator: read back from `stateDir` when it holds one, else seeded. */
export async function openState(options: StateOptions): Promise<State> {
  const { stateDir, clock } = options;
  const unlock = stateDir === undefined ? undefined : lock(stateDir);
  const stored = stateDir === undefined ? undefined : Journal.about(stateDir);
  const about = stored === undefined ? undefined : aboutSchema.parse(stored);
  const scenario = { scenario: about?.scenario ?? options.scenario, seed: about?.seed ?? options.seed };
  const world = createWorld(scenario);
  let seeded = about?.seeded ?? fill();
  let journal: Journal | undefined;
  if (stateDir !== undefined) {
    journal = about
      ? await Journal.open(stateDir, world, () => {
          completeInterrupted(world, clock.now());
          for (const { recover } of providers) recover?.(world, clock.now());
          enroll(world, seeded, options.clientCertificate);
        })
      : Journal.create(stateDir, world, { ...scenario, seeded });
  }

  function fill(): Seeded {
    const people = seed(world, clock, scenario);
    enroll(world, people, options.clientCertificate);
    return people;
  }

  return {
    world,
    signingKey: stateDir === undefined ? await signingKey() : await storedSigningKey(stateDir),
    seeded: () => seeded,
    flush: () => journal?.flush() ?? Promise.resolve(),
    reset() {
      for (const table of world.tables()) table.clear();
      seeded = fill();
      journal?.restart({ ...scenario, seeded });
    },
    async close() {
      await journal?.close();
      unlock?.();
    },
  };
}

/** Every seeded application may sign in with the certificate of this machine as well as with its secret. */
function enroll(world: World, seeded: Seeded, certificate: ServicePrincipal['certificates'][number]): void {
  for (const { objectId } of seeded.servicePrincipals) {
    const principal = world.principals.get(objectId);
    if (principal?.kind !== 'ServicePrincipal') continue;
    if (principal.certificates.some((known) => known.sha256 === certificate.sha256)) continue;
    world.principals.put({ ...principal, certificates: [...principal.certificates, certificate] });
  }
}

/** States this very process has open; a process id in a lock file cannot tell two emulators of one process apart. */
const openHere = new Set<string>();

/** Two emulators on one state would destroy it. Throws when a live one has it. Returns how to let go. */
function lock(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const file = resolve(stateDir, 'lock');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    const owner = Number(readFileSync(file, 'utf8'));
    // A lock that a killed process left behind does not count.
    if (owner === process.pid ? openHere.has(file) : isAlive(owner)) {
      throw new Error(`The state in ${stateDir} is in use by the emulator with process id ${owner}.`);
    }
    writeFileSync(file, String(process.pid));
  }
  openHere.add(file);
  return () => {
    openHere.delete(file);
    rmSync(file, { force: true });
  };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
