import { defineConfig } from 'vitest/config';

/** Unit and property tests of the replica and of what is pure in the app: plain TypeScript, no browser. */
export default defineConfig({
  test: { name: 'web', include: ['src/replica/**/*.test.ts', 'src/lib/**/*.test.ts', 'bench/**/*.test.ts'] },
});
