// npm run bench [-- PART …]: measures, prints a table, and writes bench-results/{part}.json.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { build, install, root, run } from './workspace.mjs';

const parts = { index: 'web/bench/index/run.ts', server: 'sync-server/bench/run.ts', browser: 'web/bench/browser/run.ts' };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((part) => !(part in parts));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such part; there are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

await install();
await build();
const results = join(root, 'bench-results');
mkdirSync(results, { recursive: true });
const env = { LATCHKEY_BROWSER: await browser() };
let failed = false;
for (const [part, module] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(part)) continue;
  console.log(`\n— ${part}`);
  const code = await run('node', ['--expose-gc', 'scripts/measure.ts', module, join(results, `${part}.json`)], { env });
  failed ||= code !== 0;
}
process.exitCode = failed ? 1 : 0;
