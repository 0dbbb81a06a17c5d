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
