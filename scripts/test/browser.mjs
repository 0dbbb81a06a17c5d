import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { root, tool, toolEnvironment } from '../start/places.mjs';
import { Problem } from '../start/problem.mjs';

/** Makes sure there is a Chromium for the journeys: the machine's, the distribution's, or Playwright's own. */
export async function ensureBrowser(node, say) {
  if (hasBrowser(node)) return;
  say('Installing Chromium for the browser journeys…');
  if (process.getuid?.() === 0 && runs('apt-get', ['--version'])) {
    if (runs('apt-get', ['update']) && runs('apt-get', ['install', '-y', 'chromium'])) return;
  }
  const download = [tool('playwright'), 'install', 'chromium'];
  if (!runs(node, download) || !hasBrowser(node)) {
    throw new Problem(
      'No Chromium was found or could be installed: install one and set CHROMIUM to its path.',
    );
  }
}

/** The journeys' own way to find it decides. */
function hasBrowser(node) {
  const found = execFileSync(node, [path.join(root, 'e2e', 'chromium.ts')], { encoding: 'utf8' });
  return found.trim() !== '';
}

function runs(command, args) {
  const env = toolEnvironment({ DEBIAN_FRONTEND: 'noninteractive' });
  return spawnSync(command, args, { cwd: root, env, stdio: 'ignore' }).status === 0;
}
