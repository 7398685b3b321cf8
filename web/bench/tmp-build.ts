import { generate, full } from './index/environment.ts';
import { createEnvironmentIndex } from '../src/replica/index/environment-index.ts';
const { changes } = generate(full);
console.log(changes.length);
const t = performance.now();
const index = createEnvironmentIndex({ locale: 'en' });
for (let i = 0; i < changes.length; i += 500) index.apply(changes.slice(i, i + 500));
console.log('apply', performance.now() - t);
const s = performance.now(); const snap = index.snapshot(); console.log('snapshot', performance.now() - s);
