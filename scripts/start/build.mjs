import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withoutAzure } from './environment.mjs';
import { root, tool, toolEnvironment, workFolder } from './places.mjs';
import { step } from './step.mjs';

const folders = ['app', 'components', 'lib', 'public'];
const files = [
  'instrumentation.ts',
  'next.config.js',
  'package.json',
  'package-lock.json',
  'proxy.ts',
  'tsconfig.json',
];
const stamp = path.join(root, '.next', 'keyless-build.txt');

/** Builds the portal when a source changed since the last build. */
export async function ensureBuilt(node, say) {
  const sources = hashOfSources();
  if (builtFrom() === sources) return;
  say('Building the portal (about half a minute, after a change)…');
  await step(node, [tool('next'), 'build'], {
    cwd: root,
    env: withoutAzure(toolEnvironment({ NODE_ENV: 'production' })),
    log: path.join(workFolder, 'build.log'),
    failure: 'Building the portal failed',
  });
  writeFileSync(stamp, sources);
}

function builtFrom() {
  return existsSync(path.join(root, '.next', 'BUILD_ID')) && existsSync(stamp)
    ? readFileSync(stamp, 'utf8')
    : '';
}

/** SHA-256 over names and contents of everything the build reads; tests are not built. */
function hashOfSources() {
  const hash = createHash('sha256');
  const names = [...files, ...folders.flatMap(filesUnder)]
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .sort();
  for (const name of names) {
    const file = path.join(root, name);
    if (existsSync(file)) hash.update(name).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)));
}
