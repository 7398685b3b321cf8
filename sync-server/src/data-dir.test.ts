import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataDir } from './data-dir.ts';

describe('data directory', () => {
  let dataDir: string;
  beforeEach(() => void (dataDir = join(mkdtempSync(join(tmpdir(), 'latchkey-')), 'data')));
  afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }));
  const open = (options: { readonly empty?: boolean; readonly host?: string } = {}) =>
    openDataDir({ dataDir, empty: options.empty ?? false, host: options.host ?? '127.0.0.1' }, randomBytes);
  const makeDatabase = () => writeFileSync(join(dataDir, 'latchkey.db'), '');

  test('a new one is for the sample, and stays so', () => {
    expect(open().isSample).toBe(true);
    makeDatabase();
    expect(open().isSample).toBe(true);
  });

  test('a start that was cut short before there was a database is a sample again', () => {
    open();
    expect(open().isSample).toBe(true);
  });

  test('one that was started empty never becomes a sample', () => {
    expect(open({ empty: true }).isSample).toBe(false);
    makeDatabase();
    expect(open().isSample).toBe(false);
  });

  test('the sample is refused anywhere but on loopback, with the variable named, and nothing is marked', () => {
    expect(() => open({ host: '0.0.0.0' })).toThrow(/^HOST: .* loopback only/);
    expect(open({ empty: true, host: '0.0.0.0' }).isSample).toBe(false);
  });

  test('--empty on a sample is refused rather than mixed', () => {
    open();
    expect(() => open({ empty: true })).toThrow(/^--empty: .* already holds the sample/);
  });

  test('the secret is made once, with mode 0600', () => {
    const { secret } = open();
    expect(open().secret).toBe(secret);
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('a truncated secret is an error, not a weak one', () => {
    open();
    writeFileSync(join(dataDir, 'secret'), 'short');
    expect(() => open()).toThrow(/secret is too short/);
  });
});
