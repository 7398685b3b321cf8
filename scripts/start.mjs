// npm start [-- --empty]: installs and builds what has changed, then serves the app.
import { spawn } from 'node:child_process';
import { build, environment, install, root } from './workspace.mjs';

await install();
await build();
const server = spawn('node', ['sync-server/src/main.ts', ...process.argv.slice(2)], { cwd: root, env: environment(), stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 1));
