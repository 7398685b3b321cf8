import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests with a real store wait for real fsyncs.
  test: { include: ['src/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 30_000 },
});
