/** The data directory: which files it holds, and whether it is a sample's. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback, type Config } from './config.ts';

export interface DataDir {
  readonly store: string;
  readonly identity: string;
  /** Signs cookies. Made once, readable by the owner of the process alone. */
  readonly secret: string;
  /** Holds the sample workspace, whose passwords are public: only ever served on loopback. */
  readonly isSample: boolean;
}

/**
 * Opens the directory, making what is missing.
 * @param random makes the secret of a new directory
 * @throws an Error whose message can be shown, where the directory and the configuration do not fit
 */
export function openDataDir(config: Pick<Config, 'dataDir' | 'empty' | 'host'>, random: (bytes: number) => Buffer): DataDir {
  const at = (name: string) => join(config.dataDir, name);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const isNew = !existsSync(at('latchkey.db'));
  const marked = existsSync(at('sample'));
  if (marked && config.empty) {
    throw new Error(`--empty: ${config.dataDir} already holds the sample workspace; choose another DATA_DIR, or remove that directory`);
  }
  const isSample = marked || (isNew && !config.empty);
  if (isSample && !isLoopback(config.host)) {
    throw new Error(
      `HOST: the sample workspace has public passwords and is served on loopback only, not on '${config.host}'; start with --empty and a new DATA_DIR`,
    );
  }
  if (isSample && !marked) writeFileSync(at('sample'), 'This directory holds the sample workspace of Latchkey.\n');
  return { store: at('latchkey.db'), identity: at('identity.db'), secret: readSecret(at('secret'), random), isSample };
}

function readSecret(file: string, random: (bytes: number) => Buffer): string {
  if (!existsSync(file)) writeFileSync(file, random(32).toString('base64url'), { mode: 0o600, flush: true });
  chmodSync(file, 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32) throw new Error(`${file}: the secret is too short; restore it from a back-up, or remove the file to sign everyone out`);
  return secret;
}
