// Finds a Chromium for the browser tests, or brings one: the one that is there, else Debian's, else Playwright's.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { must, root, run } from './workspace.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const shells = ['chromium-headless-shell', 'headless_shell'];

function onPath(names) {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(directory, name))) return join(directory, name);
  }
  return null;
}

function there() {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return process.env.CHROMIUM ?? onPath(names) ?? (existsSync(mac) ? mac : null);
}

const isRootOnDebian = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** @returns {Promise<boolean>} whether these packages of Debian are there now */
async function install(...packages) {
  if (!isRootOnDebian()) return false;
  const apt = (...args) => run('apt-get', ['-q', ...args], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
  if ((await apt('update')) === 0 && (await apt('install', '-y', ...packages)) === 0) return true;
  console.error(`Debian's ${packages.join(' and ')} can not be had.`);
  return false;
}

/**
 * The same browser without its own windows, which takes a fifth less of the processor's time for the same tests.
 * @returns {Promise<string>} its path, or that of {@link browser}
 */
export async function headlessShell() {
  const found = onPath(shells);
  if (found !== null) return found;
  // With the browser itself: the two are of one version.
  if (process.env.CHROMIUM === undefined && (await install('chromium', 'chromium-headless-shell'))) return onPath(shells) ?? (await browser());
  return browser();
}

/** @returns {Promise<string>} the path of a browser; '' for Playwright's own */
export async function browser() {
  const found = there();
  if (found !== null) return found;
  if (await install('chromium')) {
    const installed = there();
    if (installed !== null) return installed;
  }
  await must('Installing a browser', 'node', ['node_modules/@playwright/test/cli.js', 'install', '--with-deps', 'chromium'], { cwd: join(root, 'web') });
  return '';
}
