import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    // Modules are loaded once for all files of a worker: nothing in them keeps state, and loading is a third of the work.
    isolate: false,
    // Tests with a real store wait for real fsyncs.
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
