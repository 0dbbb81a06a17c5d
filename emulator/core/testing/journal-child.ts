import { createWorld } from '../../scenarios/index.ts';
import { Journal } from '../journal.ts';

// Started by journal.test.ts, which kills it: writes rows forever and names each one once it is said to be durable.
const [directory = '', from = '0'] = process.argv.slice(2);
const world = createWorld({ scenario: 'empty', seed: 1 });
const journal = Journal.about(directory)
  ? await Journal.open(directory, world, () => {})
  : Journal.create(directory, world, { scenario: 'empty' });
for (let number = Number(from); ; number += 1) {
  world.resourceGroups.put({ subscriptionId: 's', name: `rg-${number}`, location: 'westeurope', tags: {} });
  if (number % 3 === 0) world.resourceGroups.delete(`s/rg-${number - 1}`);
  await journal.flush();
  process.stdout.write(`${number}\n`);
}
