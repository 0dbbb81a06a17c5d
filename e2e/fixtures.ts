import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { Emulator } from './stage/emulator.ts';
import { Portal } from './stage/portal.ts';

/** Who plays, and where. A file that sets another one gets a portal and an Azure of its own. */
export interface Cast {
  /** Name of the play: files with the same cast would share the stage, and one sees the other's changes. */
  play: string;
  as: string;
  scenario: string;
}

export interface Stage {
  emulator: Emulator;
  portal: Portal;
  /** Where the portal keeps what must last. */
  folder: string;
}

export const test = base.extend<object, { cast: Cast; stage: Stage }>({
  cast: [
    { play: 'see', as: 'owner', scenario: 'contoso' },
    { option: true, scope: 'worker' },
  ],
  stage: [
    async ({ cast }, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), `keyless-${cast.play}-`));
      const recordFolder = process.env.KEYLESS_TRAFFIC_FOLDER;
      const emulator = await Emulator.start({
        scenario: cast.scenario,
        folder,
        keepState: true,
        ...(recordFolder ? { record: path.join(recordFolder, `${cast.play}.jsonl`) } : {}),
      });
      const portal = await Portal.start({ emulator, as: cast.as, folder });
      await use({ emulator, portal, folder });
      await portal.stop();
      await emulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ stage }, use) => use(stage.portal.url),
  storageState: async ({ stage }, use) => use(stage.portal.storageState),
});
