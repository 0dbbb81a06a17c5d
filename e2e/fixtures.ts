import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { leaksInFiles, watchTraffic } from './canary.ts';
import { Emulator } from './environment/emulator.ts';
import { Portal } from './environment/portal.ts';

/** Who looks, and at what. A file that sets another one gets a portal and an Azure of its own. */
export interface Persona {
  /** Name of the suite: files with the same persona would share the environment, and one sees the other's changes. */
  suite: string;
  as: string;
  scenario: string;
}

export interface TestEnvironment {
  emulator: Emulator;
  portal: Portal;
  /** Where the portal keeps what must last. */
  folder: string;
}

export const test = base.extend<object, { persona: Persona; environment: TestEnvironment }>({
  persona: [
    { suite: 'see', as: 'owner', scenario: 'contoso' },
    { option: true, scope: 'worker' },
  ],
  environment: [
    async ({ persona }, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), `keyless-${persona.suite}-`));
      const recordFolder = process.env.KEYLESS_TRAFFIC_FOLDER;
      const emulator = await Emulator.start({
        scenario: persona.scenario,
        folder,
        keepState: true,
        ...(recordFolder ? { record: path.join(recordFolder, `${persona.suite}.jsonl`) } : {}),
      });
      const portal = await Portal.start({ emulator, as: persona.as, folder });
      await use({ emulator, portal, folder });
      await portal.stop();
      await emulator.stop();
      const leaks = leaksInFiles(folder);
      if (leaks.length > 0) throw new Error(`Secrets were written down:\n${leaks.join('\n')}`);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  context: async ({ context }, use) => {
    const leaks = watchTraffic(context);
    await use(context);
    const found = await leaks();
    if (found.length > 0) throw new Error(`Secrets reached the browser:\n${found.join('\n')}`);
  },
  baseURL: async ({ environment }, use) => use(environment.portal.url),
  storageState: async ({ environment }, use) => use(environment.portal.storageState),
});
