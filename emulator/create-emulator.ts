import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Arm } from './core/arm.ts';
import { loadCertificates } from './core/certificates.ts';
import { azCloudConfig } from './core/cloud-metadata.ts';
import { Clock } from './core/contract/clock.ts';
import { resolves } from './core/contract/data-plane.ts';
import type { HttpRequest, Outcome } from './core/contract/http.ts';
import type { Provider } from './core/contract/provider.ts';
import type { Surface } from './core/contract/surface.ts';
import type { World } from './core/contract/world.ts';
import { type FaultInput, Faults } from './core/faults.ts';
import { front, struck } from './core/front.ts';
import { Network } from './core/network.ts';
import { Operations } from './core/operations.ts';
import { Pages } from './core/paging.ts';
import { azureHosts, isAzureHost, proxiedHosts, serverNames } from './core/proxy.ts';
import { type ReadyFile, readyFile } from './core/ready.ts';
import { listenHttp, listenHttps } from './core/server.ts';
import { Throttle } from './core/throttle.ts';
import { Traffic } from './core/traffic.ts';
import { createEvaluator } from './providers/authorization/evaluate.ts';
import { Entra } from './providers/entra/entra.ts';
import { Tokens } from './providers/entra/tokens.ts';
import { Graph } from './providers/graph/graph.ts';
import { addressed, Imds } from './providers/imds/imds.ts';
import { imdsRefusal } from './providers/imds/imds-error.ts';
import { providers } from './providers/registry.ts';
import { openState } from './state.ts';

export interface EmulatorOptions {
  /** `contoso` (default), `empty` or `scale:N`. Ignored when `stateDir` already holds a state. */
  scenario?: string;
  /** Same scenario, same seed, same estate. Default 1. */
  seed?: number;
  /** HTTPS port; 0 (default) takes any free one. */
  port?: number;
  /** Delay of every ARM and Graph answer. */
  latencyMs?: number;
  /** Requests above Azure's limits are refused with 429. Default false: they only show in headers. */
  throttle?: boolean;
  /** How long role assignments do not know a new principal unless they say its type. Default 0. */
  replicationDelayMs?: number;
  /** How long a new role assignment allows nothing yet, as Azure takes up to ten minutes to tell everybody. Default 0. */
  roleDelayMs?: number;
  /** How long after an event the Activity Log shows it; in Azure 3 to 20 minutes. Default 0. */
  activityDelayMs?: number;
  /** Where the world is kept; without it, it is gone with the process. */
  stateDir?: string;
  /** File to append every ARM exchange to, one JSON line each. Default: what KEYLESS_RECORD names, if anything. */
  recordFile?: string;
  clock?: Clock;
  /** Where the certificates are kept, shared by default by all emulators of this checkout. */
  certificatesDir?: string;
}

export interface Emulator {
  readonly endpoints: ReadyFile;
  readonly caPem: string;
  readonly world: World;
  readonly clock: Clock;
  /** ARM calls since start or reset. */
  requests(): number;
  readonly faults: { add(fault: FaultInput): void; clear(): void };
  /** Back to the first moment of the scenario. Tokens stay valid. */
  reset(): void;
  close(): Promise<void>;
}

const dataPlanes = providers.flatMap((provider) => provider.dataPlanes ?? []);
const defaultCertificatesDir = fileURLToPath(new URL('../.keyless/emulator', import.meta.url));

/** Starts an emulator on loopback. Any number of them live side by side in one process. Rejects when the port is taken. */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const clock = options.clock ?? new Clock();
  const certificates = await loadCertificates(
    options.certificatesDir ?? defaultCertificatesDir,
    serverNames(dataPlanes),
  );
  const state = await openState({
    scenario: options.scenario ?? 'contoso',
    seed: options.seed ?? 1,
    stateDir: options.stateDir,
    clock,
    clientCertificate: certificates.client,
  });
  const { world } = state;
  const settle = (): void => {
    world.replicationDelayMs = options.replicationDelayMs ?? 0;
    world.roleDelayMs = options.roleDelayMs ?? 0;
    world.activityDelayMs = options.activityDelayMs ?? 0;
  };
  settle();
  const tokens = new Tokens(world, clock, state.signingKey);
  const operations = new Operations(clock, () => void state.flush().catch(reportDisk));
  const pages = new Pages();
  const faults = new Faults();
  const throttle = new Throttle(clock, providers, options.throttle);
  const traffic = new Traffic(options.recordFile ?? process.env.KEYLESS_RECORD);
  const evaluator = createEvaluator(world, () => clock.now());
  const network = new Network();
  const arm = new Arm(providers, {
    world,
    clock,
    verifier: tokens,
    evaluator,
    operations,
    pages,
    throttle,
    traffic,
    network,
  });
  const entra = new Entra(world, clock, tokens);
  const surfaceParts = { world, clock, verifier: tokens, pages, evaluator };
  const surfacesOf = (some: readonly Provider[]): Surface[] =>
    some.flatMap((provider) => provider.surfaces?.(surfaceParts) ?? []);
  // Those that go by host name come first: their paths may be anything.
  const surfaces = [
    ...surfacesOf(providers.filter((provider) => provider.dataPlanes)),
    entra,
    new Graph(surfaceParts),
    ...surfacesOf(providers.filter((provider) => !provider.dataPlanes)),
  ];
  const reset = (): void => {
    operations.clear();
    pages.clear();
    entra.clear();
    throttle.clear();
    faults.clear();
    traffic.reset();
    settle();
    state.reset();
  };
  let ready: ReadyFile | undefined;
  const describe = (): ReadyFile => {
    if (!ready) throw new Error('The emulator is not listening yet.');
    return ready;
  };
  const controlSecret = randomBytes(32).toString('base64url');
  const parts = {
    world,
    arm,
    surfaces,
    clock,
    faults,
    traffic,
    operations,
    controlSecret,
    reset,
    ready: describe,
  };
  const latencyMs = options.latencyMs ?? 0;
  const answer = (request: HttpRequest): Promise<Outcome> =>
    front(request, { ...parts, tenantId: world.tenantId, latencyMs, flush: () => state.flush() });
  // Machines by the local port of their tunnel through the proxy.
  const tunnels = new Map<number, string>();
  const https = await listenHttps(
    { key: certificates.serverKeyPem, cert: certificates.serverCertificatePem },
    options.port ?? 0,
    answer,
    tunnels,
  );
  const metadata = new Imds(world, clock, tokens);
  const askMetadata = (request: HttpRequest): Promise<Outcome> =>
    struck(addressed(request), faults, { answer: (passed) => metadata.handle(passed), refuse: imdsRefusal });
  network.serve((host) => host === '169.254.169.254', askMetadata);
  network.serve(
    (host) => isAzureHost(host, azureHosts(dataPlanes)) && resolves(world, dataPlanes, host),
    answer,
  );
  const imds = await listenHttp(0, https.port, proxiedHosts(dataPlanes), askMetadata, tunnels);
  const filesDir = options.stateDir ?? options.certificatesDir ?? defaultCertificatesDir;
  const cloudFile = join(filesDir, `az-cloud-${https.port}.json`);
  mkdirSync(filesDir, { recursive: true, mode: 0o700 });
  writeFileSync(cloudFile, `${JSON.stringify(azCloudConfig(https.origin), null, 2)}\n`);
  ready = readyFile({
    world,
    seeded: state.seeded(),
    httpsOrigin: https.origin,
    imdsOrigin: imds.origin,
    caFile: certificates.caFile,
    azCloudConfig: cloudFile,
    certificateFile: certificates.clientCertificateFile,
    controlSecret,
  });
  return {
    endpoints: ready,
    caPem: certificates.caPem,
    world,
    clock,
    requests: () => traffic.total,
    faults,
    reset,
    async close() {
      await Promise.all([https.close(), imds.close()]);
      rmSync(cloudFile, { force: true });
      operations.finishAll();
      await state.close();
    },
  };
}

function reportDisk(error: unknown): void {
  console.error('The emulator could not write its state:', error);
}
