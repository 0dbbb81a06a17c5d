import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../start/install.mjs';
import { tool, workFolder } from '../start/places.mjs';
import { sentence } from '../start/problem.mjs';
import { showCommand } from '../test/command.mjs';
import { vitestCounts } from '../test/counts.mjs';
import { proofs } from './proofs.mjs';

/** Runs the chosen proofs one after the other, through failures, and prints the sum last. */
export async function run(args) {
  const total = { passed: 0, failed: 0 };
  try {
    const { chosen, count, seed } = choose(args);
    mkdirSync(workFolder, { recursive: true });
    const node = await ensureInstalled(console.log);
    for (const proof of chosen) {
      const size = count ?? proof.count;
      console.log(`\n== ${proof.name}: ${size} ${proof.counts}, seed ${seed ?? 'as in the suite'}`);
      const startedAt = Date.now();
      const { passed, failed } = await prove(node, proof, size, seed);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      console.log(`== ${proof.name}: ${passed} passed, ${failed} failed in ${seconds} s`);
      total.passed += passed;
      total.failed += failed;
    }
  } catch (error) {
    console.error(sentence(error));
    total.failed += 1;
  }
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
}

function prove(node, { name, file }, count, seed) {
  const report = path.join(workFolder, `trial-${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const env = {
    KEYLESS_TRIAL_COUNT: String(count),
    KEYLESS_TRIAL_SEED: seed === undefined ? '' : String(seed),
  };
  return vitestCounts(report, () =>
    showCommand(
      node,
      [
        tool('vitest'),
        'run',
        '--config',
        'scripts/vitest.config.ts',
        ...reporters,
        '--testTimeout=3600000',
        file,
      ],
      env,
    ),
  );
}

function choose(args) {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, seed: { type: 'string' }, count: { type: 'string' } },
  });
  const names = values.only?.split(',') ?? proofs.map(({ name }) => name);
  const chosen = proofs.filter(({ name }) => names.includes(name));
  if (chosen.length !== names.length) {
    throw new Error(
      `npm run trials takes --only and a list of ${proofs.map(({ name }) => name).join(', ')}.`,
    );
  }
  return { chosen, count: whole('count', values.count), seed: whole('seed', values.seed) };
}

function whole(name, text) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} takes a whole number above 0.`);
  return Number(text);
}
