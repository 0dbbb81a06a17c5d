import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pinnedNode, root, workFolder } from './places.mjs';
import { Problem } from './problem.mjs';
import { step } from './step.mjs';

/** Installs the locked packages when what is in node_modules is not what package-lock.json says. */
export async function ensureInstalled(say) {
  if (!isInstalled()) {
    say('Installing packages (about a minute, once)…');
    await step(isWindows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      env: machineEnvironment(),
      log: path.join(workFolder, 'install.log'),
      failure: 'Installing packages with "npm ci" failed',
    });
  }
  const node = pinnedNode();
  if (!node) {
    throw new Problem(
      `There is no Node for ${process.platform}-${process.arch} in node_modules: ` +
        'Keyless runs on Linux and macOS (x64, arm64) and Windows (x64), installed without --omit=optional.',
    );
  }
  return node;
}

/**
 * npm keeps what it really installed in node_modules/.package-lock.json, written last: an interrupted install has
 * none, and one made by hand with `npm install` counts as well. Optional packages of other platforms are absent.
 */
function isInstalled() {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new Problem(`${path.join(root, 'package-lock.json')} is missing: this is not a whole checkout.`);
  if (!present || !pinnedNode()) return false;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = present[name];
    return found ? found.version === entry.version : entry.optional === true;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

const isWindows = process.platform === 'win32';

/** `npm start` puts node_modules/.bin first, but npm ci deletes that folder: npm must run on the machine's Node. */
function machineEnvironment() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const PATH = folders.filter((folder) => !folder.includes('node_modules')).join(path.delimiter);
  return { ...process.env, PATH };
}
