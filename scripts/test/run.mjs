import { mkdirSync } from 'node:fs';
import { ensureInstalled } from '../start/install.mjs';
import { workFolder } from '../start/places.mjs';
import { sentence } from '../start/problem.mjs';
import { ensureBrowser } from './browser.mjs';
import { stages } from './stages.mjs';

/** Runs the stages in order, through failures, and prints the sum last. */
export async function run(args) {
  const total = { passed: 0, failed: 0 };
  try {
    const chosen = choose(args);
    mkdirSync(workFolder, { recursive: true });
    const node = await ensureInstalled(console.log);
    if (chosen.some(({ browser }) => browser)) await ensureBrowser(node, console.log);
    for (const { name, run: runStage } of chosen) {
      console.log(`\n== ${name}`);
      const startedAt = Date.now();
      const { passed, failed } = await runStage(node);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      console.log(`== ${name}: ${passed} passed, ${failed} failed in ${seconds} s`);
      total.passed += passed;
      total.failed += failed;
    }
  } catch (error) {
    // Nothing could be run: that is a failure, not an empty success.
    console.error(sentence(error));
    total.failed += 1;
  }
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
}

function choose(args) {
  if (args.length === 0) return stages;
  const names = args[0] === '--only' ? (args[1] ?? '').split(',') : [];
  const chosen = stages.filter(({ name }) => names.includes(name));
  if (chosen.length !== names.length || args.length !== 2) {
    throw new Error(`npm test takes --only and a list of ${stages.map(({ name }) => name).join(', ')}.`);
  }
  return chosen;
}
