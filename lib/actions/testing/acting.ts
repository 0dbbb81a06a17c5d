import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Harness, startHarness } from '@/lib/changes/testing/harness';
import { sessionCookie } from '@/lib/http/testing/session-cookie';
import { currentStore, openStore } from '@/lib/store/database';

/** The portal's server without Next: an emulated Azure, a store, and whoever is signed in. */
export interface Acting {
  readonly harness: Harness;
  /** Headers of a request from the operator's own browser. */
  readonly headers: Headers;
  /** Signs in somebody else of the scenario, by key. */
  signIn(who: string): void;
  close(): Promise<void>;
}

/** @param setEnv sets a variable of the environment until the test has ended */
export async function startActing(setEnv: (name: string, value: string) => void): Promise<Acting> {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyless-acting-'));
  const harness = await startHarness();
  const { endpoints } = harness.azure.emulator;
  setEnv('AZURE_RESOURCE_MANAGER_ENDPOINT', endpoints.resourceManager);
  setEnv('AZURE_AUTHORITY_HOST', endpoints.authority);
  setEnv('AZURE_GRAPH_ENDPOINT', endpoints.graph);
  setEnv('KEYLESS_LIVE_INTERVAL_MS', '3600000');
  globalThis.keylessStore = openStore({ databaseUrl: '', dataFolder: folder });
  const signIn = (who: string) => {
    globalThis.keylessOperator = { credential: harness.azure.credentialOf(who) };
  };
  signIn('owner');
  const own = { host: 'localhost:3000', origin: 'http://localhost:3000', cookie: sessionCookie() };
  return {
    harness,
    headers: new Headers(own),
    signIn,
    async close() {
      for (const snapshot of globalThis.keylessSnapshots?.values() ?? []) snapshot.close();
      await (await currentStore()).destroy();
      globalThis.keylessStore = undefined;
      globalThis.keylessOperator = undefined;
      globalThis.keylessOperationServices = undefined;
      await harness.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
