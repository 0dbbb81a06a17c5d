import { parseArgs } from 'node:util';
import type { Measure } from './figure.ts';
import { markdownRow, markdownTop } from './figure.ts';
import { azCli } from './measures/az-cli.ts';
import { coldRead } from './measures/cold-read.ts';
import { emulatorSpeed } from './measures/emulator.ts';
import { interaction } from './measures/interaction.ts';
import { largeEstate } from './measures/large-estate.ts';
import { pageWeight } from './measures/page-weight.ts';
import { quietRefresh } from './measures/quiet-refresh.ts';
import { writeCost } from './measures/write.ts';

const measures: Record<string, Measure> = {
  cold: coldRead,
  az: azCli,
  large: largeEstate,
  interaction,
  weight: pageWeight,
  refresh: quietRefresh,
  emulator: emulatorSpeed,
  write: writeCost,
};

// `npm run bench -- --only cold,weight`; the portal must be built (npm start and npm test build it).
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = values.only?.split(',') ?? Object.keys(measures);
const unknown = chosen.filter((name) => !(name in measures));

if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}: choose of ${Object.keys(measures).join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(markdownTop);
  for (const name of chosen) {
    for await (const figure of measures[name]?.() ?? []) {
      console.log(markdownRow(figure));
      if (figure.met === false) process.exitCode = 1;
    }
  }
}
