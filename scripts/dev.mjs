// npm run dev: the server, started anew when its sources change, and Vite with hot reload in front of it.
import { spawn } from 'node:child_process';
import { environment, install, root } from './workspace.mjs';

await install();
const env = environment({ PORT: process.env.PORT ?? '4400', PUBLIC_URL: process.env.PUBLIC_URL ?? 'http://localhost:5173' });
const children = [
  spawn('node', ['--watch', 'sync-server/src/main.ts', ...process.argv.slice(2)], { cwd: root, env, stdio: 'inherit' }),
  spawn('node', ['node_modules/vite/bin/vite.js', 'dev'], { cwd: `${root}/web`, env, stdio: 'inherit' }),
];
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
children.forEach((child) =>
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 1;
    stop();
  }),
);
