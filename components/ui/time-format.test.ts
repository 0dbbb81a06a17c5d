import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatDuration, formatRelative } from '@/components/ui/time-format';

it('never says sixty of a unit that has a larger one', () => {
  expect(formatDuration(119_600)).toBe('2 min 0 s');
  expect(formatDuration(59_950)).toBe('1 min 0 s');
  expect(formatDuration(9_960)).toBe('10 s');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (ms) => {
      const [, minutes = '0', seconds = ''] =
        /^(?:(\d+) min )?(\d+(?:\.\d)?) s$/.exec(formatDuration(ms)) ?? [];
      expect(Number(seconds)).toBeLessThan(60);
      // Rounded to what is shown, and to nothing coarser.
      const saidMs = (Number(minutes) * 60 + Number(seconds)) * 1000;
      expect(Math.abs(saidMs - ms)).toBeLessThanOrEqual(500);
    }),
  );
});

it('says ages in a unit that fits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 29 * 86_400_000 }), (ageMs) => {
      const [, count, unit] = /^(\d+) (min|h|d) ago$/.exec(formatRelative(0, ageMs)) ?? [];
      if (unit === 'min') expect(Number(count)).toBeLessThan(60);
      if (unit === 'h') expect(Number(count)).toBeLessThan(24);
    }),
  );
});
