// npm test: types, lint, unit, property and contract tests, then the browser tests; the last line counts them all.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, headlessShell } from './browser.mjs';
import { build, install, must, root, run } from './workspace.mjs';

const results = mkdtempSync(join(tmpdir(), 'latchkey-results-'));
const total = { passed: 0, failed: 0 };
const add = (passed, failed) => {
  total.passed += passed;
  total.failed += failed;
};

/** A check that counts as one. */
async function check(name, command, args, options) {
  const started = Date.now();
  const ok = (await run(command, args, options)) === 0;
  console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
  add(ok ? 1 : 0, ok ? 0 : 1);
}

/** A runner that reports each of its tests; one that reports nothing has failed. */
async function suite(name, command, args, report, count, options) {
  console.log(`\n— ${name}`);
  const code = await run(command, args, options);
  try {
    const { passed, failed } = count(JSON.parse(readFileSync(report, 'utf8')));
    add(passed, failed + (code !== 0 && failed === 0 ? 1 : 0));
  } catch (error) {
    console.error(`${name} left no report: ${error.message}`);
    add(0, 1);
  }
}

const web = { cwd: join(root, 'web'), quiet: true };

await install();
await must('Writing the types of the routes', 'node', ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'], web);
// What takes one processor for a minute, and what comes over the network, goes on beside the rest.
const lint = (name, ...files) => check(name, 'node', ['node_modules/eslint/bin/eslint.js', ...files, '--max-warnings', '0']);
// Apart: with both by turns the types are read anew so often that it takes half as long again.
const linted = lint('lint', '.', '--ignore-pattern', '**/*.svelte').then(() => lint('lint: Svelte', '**/*.svelte'));
const browsers = headlessShell().then(async (shell) => ({ LATCHKEY_HEADLESS_SHELL: shell, LATCHKEY_BROWSER: await browser() }));
await Promise.all([
  check('types: shared', 'node', ['node_modules/typescript/bin/tsc', '-p', 'shared']),
  check('types: sync-server', 'node', ['node_modules/typescript/bin/tsc', '-p', 'sync-server']),
  check('types: replica', 'node', ['node_modules/typescript/bin/tsc', '-p', 'web/src/replica']),
  check('types: browser tests and bench', 'node', ['node_modules/typescript/bin/tsc', '-p', 'web/bench']),
]);
await check('types: web', 'node', ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'], web);

const built = build();
const units = join(results, 'units.json');
await suite(
  'unit, property and contract tests',
  'node',
  // By default one processor is left to itself.
  ['node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=2', '--reporter=default', '--reporter=json', `--outputFile.json=${units}`],
  units,
  (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.numPendingTests }),
);

await Promise.all([linted, built]);
const inBrowser = join(results, 'browser.json');
await suite(
  'browser tests',
  'node',
  ['node_modules/@playwright/test/cli.js', 'test'],
  inBrowser,
  ({ stats }) => {
    if (stats.flaky > 0) console.log(`${stats.flaky} of these passed only when tried again: see 'flaky' above`);
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected + stats.skipped };
  },
  { cwd: 'web', env: { ...(await browsers), PLAYWRIGHT_JSON_OUTPUT_FILE: inBrowser } },
);

rmSync(results, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
