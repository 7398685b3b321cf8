/** The process: configuration in, a running server out, an orderly end on a signal. */
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';

// What it writes is for this process alone: rows, passwords' hashes, the secret.
process.umask(0o077);

const fail = (messages: readonly string[]): never => {
  for (const message of messages) console.error(`latchkey: ${message}`);
  process.exit(1);
};

const read = readConfig(process.env, process.argv.slice(2));
const config = read.ok ? read.config : fail(read.errors);
const log = createLog(config.logLevel);
const failed = (cause: Error): never => {
  log.fatal({ err: cause }, 'the disk can not be trusted any more; ending, to start again from what it holds');
  process.exit(70);
};
const server = await startServer(config, { log, clock: Date.now, failed }).catch((error: unknown) => fail([error instanceof Error ? error.message : String(error)]));
log.info({ url: config.publicUrl?.origin ?? server.url, dataDir: config.dataDir }, 'Latchkey is ready');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    log.info({ signal }, 'stopping');
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  });
}
