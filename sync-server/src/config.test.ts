import { describe, expect, test } from 'vitest';
import { isLoopback, readConfig } from './config.ts';

describe('configuration', () => {
  test('without anything: port 4400 on loopback, ./data', () => {
    const result = readConfig({}, []);
    expect(result).toMatchObject({ ok: true, config: { port: 4400, host: '127.0.0.1', publicUrl: null, empty: false } });
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'latchkey.example.com'],
    ['PUBLIC_URL', 'https://example.com/latchkey'],
    ['PUBLIC_URL', 'ftp://example.com'],
    ['TRUSTED_ORIGINS', 'http://localhost:5173,nonsense'],
    ['TRUST_PROXY', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is an error that names the variable and the value', (name, value) => {
    const result = readConfig({ [name]: value }, []);
    expect(result).toEqual({ ok: false, errors: [expect.stringMatching(`^${name}: '${value.replaceAll('.', '\\.')}' is not `)] });
  });

  test('several mistakes are told at once, an unknown flag among them', () => {
    const result = readConfig({ PORT: 'x', TRUST_PROXY: 'x' }, ['--emtpy']);
    expect(result.ok ? [] : result.errors).toHaveLength(3);
  });

  test('origins are normalised, so that they compare with the header', () => {
    const result = readConfig({ TRUSTED_ORIGINS: 'http://LOCALHOST:5173/, https://a.example:443' }, ['--empty']);
    expect(result).toMatchObject({ ok: true, config: { empty: true, trustedOrigins: ['http://localhost:5173', 'https://a.example'] } });
  });

  test.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.example.com', false],
    ['192.168.1.4', false],
  ])('%s is loopback: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));
});
