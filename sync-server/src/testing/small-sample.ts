/**
 * The sample with only the first of its connected users, in a data directory of its own, for tests to which their number is
 * nothing. Usage: node small-sample.ts DATA_DIR USERS.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { openDataDir } from '../data-dir.ts';
import { createLibrary } from '../documents/create-library.ts';
import { openIdentity } from '../identity/better-auth.ts';
import { createLog } from '../log.ts';
import { loadSample, sampleUsers } from '../sample/load.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';

const [dataDir = '', users = ''] = process.argv.slice(2);
const fail = (cause: Error): never => {
  throw cause;
};

const files = openDataDir({ dataDir, empty: false, host: '127.0.0.1' }, randomBytes);
const identity = await openIdentity({ file: files.identity, secret: files.secret, secure: false, warn: console.warn, failed: fail });
const store = await openSqliteStore(files.store, { maxPages: null, failed: fail, damaged: fail });
const library = createLibrary({ store, clock: Date.now, id: randomUUID, log: createLog('warn') });
const [head, ...rows] = sampleUsers().split('\n');
await loadSample({ store, library, identity, clock: Date.now }, [head, ...rows.slice(0, Number(users))].join('\n'));
await library.close();
identity.close();
await store.close();
