/** The built app: its files as they were at the start, precompressed where the build made that, and the shell for routes. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { accepted } from './accept-encoding.ts';

type Bytes = Buffer<ArrayBuffer>;

/** Held in memory: a few megabytes, and a build that is replaced meanwhile is never served in halves. */
interface File {
  readonly type: string;
  readonly etag: string;
  readonly plain: Bytes;
  readonly br: Bytes | null;
  readonly gzip: Bytes | null;
}

export interface Site {
  /** CSP hashes of the inline scripts of its pages. */
  readonly scripts: readonly string[];
  /** CSP hashes of the style attributes that the build allows, from the policy in its pages. */
  readonly styles: readonly string[];
  /** The answer to a GET of a path, or null: a 404. */
  answer(path: string, headers: { readonly accepts: string; readonly ifNoneMatch: string | undefined }): Response | null;
}

/** Hashed by the build: another content has another name. */
const immutable = (path: string): boolean => path.startsWith('/_app/immutable/');
/** What is never a route of the app, so that a miss is a 404 and never the shell. */
const notRoutes = /^\/(_app|api)(\/|$)|\.(js|mjs|css|map|json|webmanifest|html|txt|xml|png|svg|ico|webp|woff2|wasm)$/i;

/** Reads the directory of a build. Without one the server serves its API alone. */
export function openSite(root: string): Site {
  const files = new Map<string, File>();
  const [scripts, styles] = [new Set<string>(), new Set<string>()];
  for (const path of existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : []) {
    const full = join(root, path);
    if (/\.(br|gz)$/.test(path) || !statSync(full).isFile()) continue;
    files.set(`/${path.split(sep).join('/')}`, describe(full));
    if (!path.endsWith('.html')) continue;
    const html = readFileSync(full, 'utf8');
    for (const hash of inlineScripts(html)) scripts.add(hash);
    for (const hash of allowedStyles(html)) styles.add(hash);
  }
  const shell = files.get('/200.html') ?? files.get('/index.html');
  const find = (path: string): File | undefined => files.get(path) ?? files.get(`${path.replace(/\/$/, '')}/index.html`) ?? (notRoutes.test(path) ? undefined : shell);
  return {
    scripts: [...scripts],
    styles: [...styles],
    answer(path, { accepts, ifNoneMatch }) {
      const file = find(path);
      if (file === undefined) return null;
      const headers = {
        etag: file.etag,
        vary: 'accept-encoding',
        'cache-control': immutable(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      };
      if (ifNoneMatch === file.etag) return new Response(null, { status: 304, headers });
      const [bytes, encoding] =
        file.br !== null && accepted(accepts, 'br') ? [file.br, 'br'] : file.gzip !== null && accepted(accepts, 'gzip') ? [file.gzip, 'gzip'] : [file.plain, null];
      const coding = encoding === null ? {} : { 'content-encoding': encoding };
      return new Response(bytes, { headers: { ...headers, 'content-type': file.type, 'content-length': String(bytes.length), ...coding } });
    },
  };
}

function describe(path: string): File {
  const plain = readFileSync(path);
  const variant = (suffix: string): Bytes | null => (existsSync(path + suffix) ? readFileSync(path + suffix) : null);
  const type = extname(path) === '.webmanifest' ? 'application/manifest+json' : (getMimeType(path) ?? 'application/octet-stream');
  return { type, etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`, plain, br: variant('.br'), gzip: variant('.gz') };
}

const inlineScripts = (html: string): readonly string[] =>
  [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => `sha256-${createHash('sha256').update(script ?? '').digest('base64')}`);

const allowedStyles = (html: string): readonly string[] => /<meta http-equiv="content-security-policy"[^>]*style-src ([^;"]*)/i.exec(html)?.[1]?.match(/sha256-[\w+/=]+/g) ?? [];
