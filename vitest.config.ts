import { defineConfig } from 'vitest/config';

/** Tests start servers, models and child processes, and may share a small machine: few at once, and patience. */
const PATIENCE_MS = 180_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    teardownTimeout: PATIENCE_MS,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
