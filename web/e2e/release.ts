/** A new version of the app, as a build would make it: another page, and a service worker that names it. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './server.ts';

export class Site {
  readonly directory = mkdtempSync(join(tmpdir(), 'latchkey-e2e-site-'));

  constructor() {
    cpSync(build, this.directory, { recursive: true });
  }

  /** Replaces the page and names it in the service worker; a server serves it from its next start on. */
  release(name: string): void {
    const page = this.#change('index.html', (html) => html.replace('<html', `<html data-release="${name}"`));
    const revision = createHash('md5').update(page).digest('hex');
    this.#change('service-worker.js', (script) => script.replace(/"revision":"\w+","url":"index\.html"/, `"revision":"${revision}","url":"index.html"`));
  }

  #change(file: string, change: (text: string) => string): string {
    const path = join(this.directory, file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${file} is not what the test takes it to be: nothing was replaced`);
    writeFileSync(path, after);
    for (const suffix of ['.br', '.gz']) rmSync(path + suffix, { force: true });
    return after;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
