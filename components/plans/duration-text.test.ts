import fc from 'fast-check';
import { expect, it } from 'vitest';
import { durationText } from './duration-text';

it.each([
  [-1, ''],
  [0, '0.0 s'],
  [4_210, '4.2 s'],
  [9_949, '9.9 s'],
  [9_960, '10 s'],
  [37_400, '37 s'],
  [59_499, '59 s'],
  [59_700, '1 min 0 s'],
  [119_700, '2 min 0 s'],
  [190_000, '3 min 10 s'],
])('%d ms are “%s”', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it('never says sixty of a unit that has a larger one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (ms) => {
      const [, minutes = '0', seconds = ''] =
        /^(?:(\d+) min )?(\d+(?:\.\d)?) s$/.exec(durationText(ms)) ?? [];
      expect(Number(seconds)).toBeLessThan(60);
      // Rounded to what is shown, and to nothing coarser.
      const saidMs = (Number(minutes) * 60 + Number(seconds)) * 1000;
      expect(Math.abs(saidMs - ms)).toBeLessThanOrEqual(500);
    }),
  );
});
