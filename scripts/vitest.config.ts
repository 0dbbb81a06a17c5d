import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    trialCount: number;
    trialSeed: number;
  }
}

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // Tests of server modules run outside Next, where the guard has no condition to see.
      'server-only': fileURLToPath(new URL('../node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    // What `npm run trials` asks for; 0 is the sample that the suite runs.
    provide: {
      trialCount: Number(process.env.KEYLESS_TRIAL_COUNT ?? 0),
      trialSeed: Number(process.env.KEYLESS_TRIAL_SEED ?? 0),
    },
    include: [
      'app/**/*.test.ts',
      'lib/**/*.test.ts',
      'components/**/*.test.ts',
      'emulator/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
