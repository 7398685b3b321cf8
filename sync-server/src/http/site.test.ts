import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from './security-headers.ts';
import { openSite, type Site } from './site.ts';

describe('the built app', () => {
  const script = 'start({ base: "" });';
  let root: string;
  let site: Site;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'latchkey-site-'));
    mkdirSync(join(root, '_app/immutable'), { recursive: true });
    const files = {
      'index.html': `<!doctype html><meta http-equiv="content-security-policy" content="default-src 'self'; style-src 'self' 'unsafe-hashes' 'sha256-aA+/='; base-uri 'none'"><script>${script}</script><script type="module" src="/x.js"></script>`,
      '_app/immutable/app.a1b2.js': 'export {}',
      '_app/immutable/app.a1b2.js.br': 'BR',
      '_app/immutable/app.a1b2.js.gz': 'GZ',
      '_app/version.json': '{}',
      'manifest.webmanifest': '{}',
      'sw.js': '//',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    site = openSite(root);
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const get = (path: string, accepts = '', ifNoneMatch?: string) => site.answer(path, { accepts, ifNoneMatch });

  test.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/production/connected-users', 'text/html; charset=utf-8', 'no-cache'],
    ['/users/acc.with.dots', 'text/html; charset=utf-8', 'no-cache'],
    ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
    ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['/_app/version.json', 'application/json', 'no-cache'],
    ['/_app/immutable/app.a1b2.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ])('%s is %s, %s', (path, type, caching) => {
    const headers = get(path)?.headers;
    expect([headers?.get('content-type'), headers?.get('cache-control')]).toEqual([type, caching]);
  });

  test.each(['/_app/immutable/gone.js', '/_app', '/api/x', '/gone.js', '/gone.css', '/../package.json', '/_app/immutable/app.a1b2.js.br'])('%s is not there', (path) => expect(get(path)).toBeNull());

  test.each([
    ['gzip, br', 'br', 'BR'],
    ['gzip', 'gzip', 'GZ'],
    ['br;q=0, gzip', 'gzip', 'GZ'],
    ['identity', null, 'export {}'],
  ])('precompressed for Accept-Encoding: %s', async (accepts, coding, text) => {
    const response = get('/_app/immutable/app.a1b2.js', accepts);
    expect([response?.headers.get('content-encoding'), await response?.text()]).toEqual([coding, text]);
  });

  test('what the browser has is not sent again', async () => {
    const first = get('/');
    const again = get('/', '', first?.headers.get('etag') ?? '');
    expect([again?.status, await again?.text()]).toEqual([304, '']);
  });

  test('inline scripts of the pages are allowed by their hash, and nothing else is', () => {
    expect(site.scripts).toEqual([`sha256-${createHash('sha256').update(script).digest('base64')}`]);
  });

  test('inline styles are those that the build allows in its pages, and no others', () => {
    expect(site.styles).toEqual(['sha256-aA+/=']);
    const policyOf = (styles: readonly string[]) => contentSecurityPolicy({ scripts: [], styles, sockets: null });
    expect(policyOf(site.styles)).toContain("; style-src 'self' 'unsafe-hashes' 'sha256-aA+/='; ");
    expect(policyOf([])).toContain("; style-src 'self'; ");
    expect(policyOf(site.styles)).not.toContain('unsafe-inline');
  });

  test('without a build there is nothing', () => expect(openSite(join(root, 'nowhere')).answer('/', { accepts: '', ifNoneMatch: undefined })).toBeNull());
});
