import base from './vitest.config.ts';

/** The journey of the real az, which `npm test` makes where az is installed. */
export default {
  ...base,
  test: { ...base.test, include: ['emulator/az/*.az.ts', 'lib/**/*.az.ts'], testTimeout: 300_000, bail: 0 },
};
