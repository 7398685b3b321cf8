// What every command needs first: the workspace's own Node and packages, and the built app.
// Runs on the machine's Node (20 or later), so it is JavaScript without dependencies.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...steps) => join(root, ...steps);
const nodeDirectory = at('node_modules', 'node', 'bin');

/** The environment of every process of the workspace: its own Node comes first. */
export const environment = (extra = {}) => ({ ...process.env, PATH: nodeDirectory + delimiter + process.env.PATH, ...extra });

/**
 * Runs a command to its end.
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export function run(command, args, { cwd = root, env = {}, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment(env), stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'] });
    let output = '';
    child.stdout?.on('data', (part) => (output += part));
    child.stderr?.on('data', (part) => (output += part));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (quiet && code !== 0) process.stderr.write(output);
      resolve(code ?? 1);
    });
  });
}

/** Like {@link run}, but a failure ends this process. */
export async function must(what, command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    console.error(`${what} failed (exit code ${code}).`);
    process.exit(code);
  }
}

function hash(paths) {
  const sum = createHash('sha256');
  const add = (path) => {
    for (const entry of readdirSync(at(path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) add(join(path, entry.name));
      else addFile(join(path, entry.name));
    }
  };
  const addFile = (path) => sum.update(path).update('\0').update(readFileSync(at(path))).update('\0');
  for (const path of paths) {
    if (!existsSync(at(path))) continue;
    if (/\.\w+$/.test(path)) addFile(path);
    else add(path);
  }
  return sum.digest('hex');
}

/** Does `work` unless it was done for just these files before; `stamp` remembers. */
async function once(stamp, paths, product, work) {
  const now = hash(paths);
  const done = existsSync(at(stamp)) && readFileSync(at(stamp), 'utf8') === now && existsSync(at(product));
  if (done) return;
  await work();
  writeFileSync(at(stamp), now);
}

/** Installs the packages, where they are not those of the lockfile already. */
export const install = () =>
  once(
    'node_modules/.latchkey-install',
    ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'web/package.json', 'sync-server/package.json', 'shared/package.json'],
    'node_modules/node/bin',
    () => must('Installing the packages', 'npx', ['-y', 'pnpm@12', 'install', '--frozen-lockfile'], { quiet: process.env.CI === 'true' }),
  );

/** Builds the app, where its sources changed since the last build. */
export const build = () =>
  once(
    'node_modules/.latchkey-build',
    ['pnpm-lock.yaml', 'web/src', 'web/static', 'web/vite.config.ts', 'web/manifest.ts', 'web/package.json', 'web/tsconfig.json', 'shared/src'],
    'web/build',
    () => must('Building the app', 'node', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { cwd: at('web') }),
  );
