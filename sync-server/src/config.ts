/** What the server is told from outside: environment variables and flags, checked once, at the start. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** The built app; read once, at the start. */
  readonly siteDir: string;
  /** Where people reach the server, e.g. `https://latchkey.example.com`; null: at `host:port`, as in trying it out. */
  readonly publicUrl: URL | null;
  /** Origins beside the public one whose pages may act with the cookie; a development server, say. */
  readonly trustedOrigins: readonly string[];
  /** How many proxies of ours stand before the server: that many entries of `X-Forwarded-For` are believed. */
  readonly proxies: number;
  /** Start without the sample: the set-up page makes the first owner. */
  readonly empty: boolean;
  /** The data directory was put back from a back-up: every document begins a new epoch, once. */
  readonly restored: boolean;
  /** Documents that were found damaged are read once more, and served again where they are whole. */
  readonly verify: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

export type ConfigResult = { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly errors: readonly string[] };

const webBuild = fileURLToPath(new URL('../../web/build', import.meta.url));
const flags: readonly string[] = ['--empty', '--restored', '--verify'];
const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Reads the configuration. Every error names its variable and what would be right. Never throws. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): ConfigResult {
  const errors: string[] = [];
  const read = <T>(name: string, otherwise: T, parse: (text: string) => T | undefined, right: string): T => {
    const text = env[name];
    if (text === undefined || text === '') return otherwise;
    const value = parse(text);
    if (value === undefined) errors.push(`${name}: '${text}' is not ${right}`);
    return value ?? otherwise;
  };
  const config: Config = {
    host: env['HOST'] || '127.0.0.1',
    port: read('PORT', 4400, (text) => wholeNumber(text, 65_535), 'a port: a whole number from 0 to 65535'),
    dataDir: resolve(env['DATA_DIR'] || 'data'),
    siteDir: resolve(env['SITE_DIR'] || webBuild),
    publicUrl: read<URL | null>('PUBLIC_URL', null, originUrl, 'an address like https://latchkey.example.com, without a path'),
    trustedOrigins: read<readonly string[]>('TRUSTED_ORIGINS', [], originList, 'a list of origins like http://localhost:5173, joined by commas'),
    proxies: read('TRUST_PROXY', 0, (text) => wholeNumber(text, 10), 'the number of proxies before this server: 0 to 10'),
    empty: args.includes('--empty'),
    restored: args.includes('--restored'),
    verify: args.includes('--verify'),
    logLevel: read<Config['logLevel']>('LOG_LEVEL', 'info', (text) => levels.find((level) => level === text), `one of ${levels.join(', ')}`),
  };
  for (const arg of args) if (!flags.includes(arg)) errors.push(`${arg}: there is no such flag; there are ${flags.join(', ')}`);
  return errors.length === 0 ? { ok: true, config } : { ok: false, errors };
}

const wholeNumber = (text: string, most: number): number | undefined => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return value <= most ? value : undefined;
};

const originUrl = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash + url.username === '';
  return isOrigin ? url : undefined;
};

const originList = (text: string): readonly string[] | undefined => {
  const urls = text.split(',').map((part) => originUrl(part.trim()));
  return urls.every((url) => url !== undefined) ? urls.map((url) => url.origin) : undefined;
};

/** Whether only this machine can reach `host`. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
