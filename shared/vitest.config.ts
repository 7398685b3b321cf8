import { defineConfig } from 'vitest/config';

/** Modules are loaded once for all files of a worker: nothing in them keeps state, and loading is a third of the work. */
export default defineConfig({ test: { name: 'shared', include: ['src/**/*.test.ts'], isolate: false } });
