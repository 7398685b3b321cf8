import { defineConfig } from '@playwright/test';

const executablePath = process.env['LATCHKEY_BROWSER'] || process.env['CHROMIUM'] || '/usr/bin/chromium';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/prepare.ts',
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // One at a time would leave a third of two cores idle.
  workers: 2,
  fullyParallel: true,
  // A second try tells a test that failed by the clock of a busy machine from one that fails; the summary names it.
  retries: 1,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    serviceWorkers: 'block',
    // Recording takes as long as the test: only when asked for, by TRACE=1.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(process.env['LATCHKEY_BROWSER'] === '' ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
