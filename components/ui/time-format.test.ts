import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatRelative } from '@/components/ui/time-format';

it('says ages in a unit that fits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 29 * 86_400_000 }), (ageMs) => {
      const [, count, unit] = /^(\d+) (min|h|d) ago$/.exec(formatRelative(0, ageMs)) ?? [];
      if (unit === 'min') expect(Number(count)).toBeLessThan(60);
      if (unit === 'h') expect(Number(count)).toBeLessThan(24);
    }),
  );
});
