import { execFileSync, spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { arrive, notesOf, queryWaits, rows, upToDate, visit, person } from './browser/stage.ts';
import { type, words } from './browser/typing.ts';
import { percentile } from './figure.ts';
const root = '/tmp/perf';
const data = '/tmp/lab/data', profile = '/tmp/lab/profile', port = 4599, url = `http://localhost:${port}`;
const cmd = process.argv[2] ?? 'warm'; const rate = Number(process.argv[3] ?? 1); const trace = process.argv[4];
if (!existsSync(data)) { mkdirSync(data, { recursive: true }); const e = execFileSync(process.execPath, ['sync-server/bench/large-workspace.ts', data, '100000', '60000', '60000'], { cwd: root }).toString().trim(); writeFileSync('/tmp/lab/env', e); }
const environment = execFileSync('cat', ['/tmp/lab/env']).toString().trim();
const users = `${url}/e/${environment}/users`;
const start = async () => { const child = spawn(process.execPath, ['sync-server/src/main.ts'], { cwd: root, env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data, SITE_DIR: '/tmp/perf/web/build', LOG_LEVEL: 'warn' }, stdio: 'ignore' });
 for (;;) { const r = await fetch(url + '/readyz').catch(() => null); if (r?.ok) break; await new Promise((r) => setTimeout(r, 50)); } return child; };
const browserTrace = async (page, context, work) => {
  if (!trace) return work();
  const client = await context.browser()?.newBrowserCDPSession() ?? await context.newCDPSession(page);
  const events: unknown[] = []; client.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['devtools.timeline', 'v8.execute', 'blink.user_timing', ...(process.env.CPU ? ['disabled-by-default-v8.cpu_profiler'] : []), 'toplevel', 'loading','disabled-by-default-devtools.timeline'] } });
  await work();
  const done = new Promise((r) => client.once('Tracing.tracingComplete', r)); await client.send('Tracing.end'); await done;
  writeFileSync(trace, JSON.stringify({ traceEvents: events }));
};
if (cmd === 'prepare') {
  rmSync(profile, { recursive: true, force: true });
  const server = await start(); const v = await visit(profile); const t = Date.now();
  await arrive(v, { server: { url }, users, environment } as never); console.log('arrive', Date.now() - t);
  await new Promise((r) => setTimeout(r, 10000)); await v.context.close(); server.kill('SIGKILL');
} else if (cmd === 'update') { // new build into the profile
  const server = await start(); const { page, context } = await visit(profile);
  await page.goto(url + '/robots.txt'); await page.evaluate(async () => { for (const r of await navigator.serviceWorker.getRegistrations()) await r.unregister(); for (const k of await caches.keys()) await caches.delete(k); });
  await page.goto(users); await upToDate(page); await page.evaluate(() => navigator.serviceWorker.ready); await new Promise((r) => setTimeout(r, 8000)); await context.close(); server.kill('SIGKILL');
} else {
  const server = cmd === 'online' ? await start() : null;
  const { page, context } = await visit(profile);
  const client = await context.newCDPSession(page); await client.send('Emulation.setCPUThrottlingRate', { rate });
  const go = async () => { await page.goto(users, { waitUntil: 'commit' }); await rows(page).first().waitFor({ timeout: 60000 }); };
  if (cmd === 'warm') { await browserTrace(page, context, async () => { await go(); if (trace) await new Promise((r) => setTimeout(r, 1500)); }); console.log('firstRow', (await notesOf(page)).firstRow);
    if (!trace) { const until = Date.now() + 40000; while (Date.now() < until) await type(page); const w = await queryWaits(page); console.log('queries', w.length, 'max', Math.max(...w), 'p95', percentile(w, 0.95), 'first', w.slice(0, 3)); } }
  else { await go(); await new Promise((r) => setTimeout(r, 12000)); const n = (await queryWaits(page)).length; const before = (await notesOf(page)).longTasks.length;
    await browserTrace(page, context, () => type(page, cmd === 'online' || !trace ? words : ['simon', 'ada ok']));
    const w = (await queryWaits(page)).slice(n); console.log('n', w.length, 'p50', percentile(w, 0.5), 'p95', percentile(w, 0.95), 'max', Math.max(...w), 'long', (await notesOf(page)).longTasks.slice(before)); }
  await context.close(); server?.kill('SIGKILL');
}
