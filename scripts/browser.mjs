// Finds a Chromium for the browser tests, or brings one: the one that is there, else Debian's, else Playwright's.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { must, root } from './workspace.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(directory, name))) return join(directory, name);
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(mac) ? mac : null;
}

const isRootOnDebian = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** @returns {Promise<string>} the path of a browser; '' for Playwright's own */
export async function browser() {
  const found = onPath();
  if (found !== null) return found;
  if (isRootOnDebian()) {
    try {
      execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
      execFileSync('apt-get', ['install', '-y', '-q', 'chromium'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
      const installed = onPath();
      if (installed !== null) return installed;
    } catch (error) {
      console.error(`Debian's chromium can not be had (${error.message}); trying Playwright's own.`);
    }
  }
  await must('Installing a browser', 'node', ['node_modules/@playwright/test/cli.js', 'install', '--with-deps', 'chromium'], { cwd: join(root, 'web') });
  return '';
}
