import { notesOf, rows, visit } from './browser/stage.ts';
import { type } from './browser/typing.ts';
import { execFileSync } from 'node:child_process';
const users = `http://localhost:4599/e/${execFileSync('cat', ['/tmp/lab/env']).toString().trim()}/users`;
const { page, context } = await visit('/tmp/lab/profile');
const client = await context.newCDPSession(page); await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
await page.goto(users, { waitUntil: 'commit' }); await rows(page).first().waitFor(); await page.waitForTimeout(4000);
await client.send('Performance.enable');
const metrics = async () => Object.fromEntries((await client.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
for (const [name, css] of [['warm',''],['none',''],['arial','*{font-family:DejaVu Sans,Arial!important}'],['none',''],['noline','td span{overflow:visible!important;text-overflow:clip!important}'],['none',''],['noline','td span{overflow:visible!important;text-overflow:clip!important}'],['rows10','tbody tr:nth-child(n+11){display:none}'],['none',''],['nosvg','tbody svg{display:none!important}'],['none',''],['rows10','tbody tr:nth-child(n+11){display:none}'],['nosticky','th{position:static!important}'],['none','']] as const) {
  await page.evaluate((css) => { document.getElementById('lab')?.remove(); const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }, css);
  await page.waitForTimeout(500);
  const a = await metrics(); const n = (await notesOf(page)).longTasks.length; await type(page, ['simon', 'ada ok', 'example']); const b = await metrics();
  const long = (await notesOf(page)).longTasks.slice(n);
  console.log(name.padEnd(8), 'layout', ((b.LayoutDuration - a.LayoutDuration) * 1000).toFixed(0), 'n', b.LayoutCount - a.LayoutCount, 'style', ((b.RecalcStyleDuration - a.RecalcStyleDuration) * 1000).toFixed(0), 'n', b.RecalcStyleCount - a.RecalcStyleCount, 'script', ((b.ScriptDuration - a.ScriptDuration) * 1000).toFixed(0), 'task', ((b.TaskDuration - a.TaskDuration) * 1000).toFixed(0), 'long max', Math.max(...long), long.filter((x) => x > 100).length);
}
await context.close();
