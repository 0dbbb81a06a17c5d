import fc from 'fast-check';
import { expect, inject, it } from 'vitest';
import { armHarness } from '../../core/test-support.ts';
import { providers } from '../../providers/registry.ts';
import { lifecycleCommands } from './commands.ts';
import { Estate, emptyModel } from './model.ts';

/** `npm run trials -- --only lifecycle` makes 400, which are more than 10,000 steps. */
const runs = inject('trialCount') || 100;
const stepsOfRun = 60;

it(
  'keeps the rules of both kinds of identity in every state that requests can reach',
  async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.commands(lifecycleCommands, { maxCommands: stepsOfRun, size: 'max' }),
        async (commands) => {
          const estate = new Estate(await armHarness(providers));
          await fc.asyncModelRun(() => ({ model: emptyModel(), real: estate }), commands);
          steps += [...commands].length;
        },
      ),
      { numRuns: runs, seed: inject('trialSeed') || 20_250_401 },
    );
    expect(steps).toBeGreaterThanOrEqual(runs * 25);
  },
  60_000 + runs * 600,
);
