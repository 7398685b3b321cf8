import { defineConfig } from '@playwright/test';

/** The browser without windows of its own where there is one, else the browser; '' is Playwright's own. */
const { LATCHKEY_HEADLESS_SHELL: shell, LATCHKEY_BROWSER: browser, CHROMIUM: named = '/usr/bin/chromium' } = process.env;
const executablePath = shell ?? browser ?? named;

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
    // Nothing is drawn on its way from one place to another: a fifteenth of the processor's time.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording takes as long as the test: only when asked for, by TRACE=1.
    trace: process.env['TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(executablePath === '' ? {} : { executablePath }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
