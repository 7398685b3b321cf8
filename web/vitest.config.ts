import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Unit and property tests of the replica and of what is pure in the app: plain TypeScript, no browser. */
export default defineConfig({
  resolve: { alias: { $lib: folder('src/lib'), $replica: folder('src/replica') } },
  test: { name: 'web', include: ['src/replica/**/*.test.ts', 'src/lib/**/*.test.ts', 'src/routes/**/*.test.ts', 'bench/**/*.test.ts'] },
});
