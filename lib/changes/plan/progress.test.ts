import { expect, it } from 'vitest';
import { Progress } from './progress';

it('tells whoever waits once enough is done, and everybody when it has ended', async () => {
  const progress = new Progress(5);
  const told: string[] = [];
  const two = progress.reached(2).then(() => told.push(`two at ${progress.done}`));
  const five = progress.reached(9).then(() => told.push(`all, ${progress.ended}`));
  progress.step();
  progress.step();
  await two;
  expect(told).toEqual(['two at 2']);
  await progress.reached(1);
  progress.end();
  await five;
  expect(told).toEqual(['two at 2', 'all, true']);
});
