import { defineConfig } from 'vitest/config';

// By default one processor is left to itself.
export default defineConfig({ test: { projects: ['shared', 'sync-server', 'web'], maxWorkers: 2 } });
