import path from 'node:path';
import { ensureBuilt } from '../start/build.mjs';
import { root, tool, workFolder } from '../start/places.mjs';
import { sentence } from '../start/problem.mjs';
import { commandExists, showCommand } from './command.mjs';
import { playwrightCounts, vitestCounts } from './counts.mjs';
import { parseSamples } from './samples.mjs';

const one = (ok) => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** In the order they run; each returns how many tests passed and failed. Lint, types and build are one test each. */
export const stages = [
  { name: 'lint', run: lint },
  { name: 'types', run: types },
  { name: 'unit', run: unit },
  { name: 'samples', run: parseSamples },
  { name: 'az', run: az },
  { name: 'build', run: build },
  { name: 'e2e', run: e2e, browser: true },
];

async function lint(node) {
  return one(await showCommand(node, [tool('biome'), 'check', '--config-path=scripts/biome.json', '.']));
}

async function types(node) {
  const generated = await showCommand(node, [tool('next'), 'typegen']);
  return one(generated && (await showCommand(node, [tool('tsc'), '--noEmit'])));
}

async function unit(node) {
  const report = path.join(workFolder, 'unit.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  return vitestCounts(report, () =>
    showCommand(node, [tool('vitest'), 'run', '--config', 'scripts/vitest.config.ts', ...reporters]),
  );
}

/** The real az is no package of ours: its journey is made where somebody installed it. */
async function az(node) {
  if (!(await commandExists('az'))) {
    console.log('az is not installed, so its journey is left out. Debian: apt-get install azure-cli');
    return { passed: 0, failed: 0 };
  }
  const report = path.join(workFolder, 'az.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  return vitestCounts(report, () =>
    showCommand(node, [tool('vitest'), 'run', '--config', 'scripts/vitest.az.config.ts', ...reporters]),
  );
}

async function build(node) {
  try {
    await ensureBuilt(node, console.log);
    return one(true);
  } catch (error) {
    console.error(sentence(error));
    return one(false);
  }
}

async function e2e(node) {
  const report = path.join(root, '.keyless', 'e2e.json');
  return playwrightCounts(report, () =>
    showCommand(node, [tool('playwright'), 'test', '-c', 'e2e/playwright.config.ts']),
  );
}
