import { generate, full } from './index/environment.ts';
import { createEnvironmentIndex, restoreEnvironmentIndex } from '../src/replica/index/environment-index.ts';
const { changes } = generate(full);
const index = createEnvironmentIndex({ locale: 'en' });
for (let i = 0; i < changes.length; i += 500) index.apply(changes.slice(i, i + 500));
const snap = index.snapshot();
const sizes = new Map<string, [number, number]>();
const walk = (value: unknown, path: string): void => {
  const size = typeof value === 'string' ? value.length * (/[^\x00-\xff]/.test(value) ? 2 : 1) : ArrayBuffer.isView(value) ? value.byteLength : 0;
  if (size > 0) { const s = sizes.get(path) ?? [0, 0]; s[0] += size; s[1]++; sizes.set(path, s); }
  else if (Array.isArray(value)) value.forEach((v) => walk(v, path + '[]'));
  else if (typeof value === 'object' && value !== null) for (const [k, v] of Object.entries(value)) walk(v, `${path}.${k}`);
};
walk(snap.parts, '');
for (const [p, [s, n]] of [...sizes].sort((a, b) => b[1][0] - a[1][0]).slice(0, 40)) console.log((s / 1e6).toFixed(2).padStart(7), 'MB', String(n).padStart(6), p);
for (let k = 0; k < 4; k++) { const t = performance.now(); const c = structuredClone(snap); const u = performance.now(); const i = restoreEnvironmentIndex(c, { locale: 'en' })!; const w = performance.now();
const q = { environment: '', search: '', status: [], integrations: [], createdFrom: null, createdTo: null, disabled: null, sort: { by: 'created' as const, descending: true }, page: 1, pageSize: 20 };
i.users(q); const x = performance.now(); i.overview(); const y = performance.now(); i.users({ ...q, search: 'simon' }); const z = performance.now(); console.log('clone', (u - t).toFixed(0), 'restore', (w - u).toFixed(0), 'first query', (x - w).toFixed(0), 'overview', (y - x).toFixed(0), 'search', (z - y).toFixed(0)); }
