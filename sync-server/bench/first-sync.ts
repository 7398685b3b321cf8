/** Bytes of the first sync of a large environment, beside a stock SyncStep2 and the same records as JSON. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pino } from 'pino';
import * as Y from 'yjs';
import { brotliParameters, unpackSnapshot } from '../src/documents/compressed.ts';
import { createLibrary } from '../src/documents/create-library.ts';
import { entriesFromRows } from '../src/documents/from-rows.ts';
import { allOf } from '../src/documents/pages.ts';
import { encodeAnswer } from '../src/documents/messages.ts';
import { openSqliteStore } from '../src/store/sqlite/open.ts';
import { atMost, told, type Figure } from './figure.ts';
import { makeFolder } from './folder.ts';
import { makeLargeWorkspace } from './large-workspace.ts';

const SIZES = { users: 100_000, activations: 60_000, connections: 60_000, accounts: 0 };

export async function firstSync(): Promise<Figure[]> {
  const folder = await makeFolder();
  const { environment } = await makeLargeWorkspace(join(folder, 'data'), SIZES);
  const failed = (cause: Error): never => {
    throw cause;
  };
  const store = await openSqliteStore(join(folder, 'data', 'latchkey.db'), { maxPages: null, failed, damaged: failed });
  const library = createLibrary({ store, clock: Date.now, id: randomUUID, log: pino({ level: 'silent' }) });
  const snapshot = await library.snapshot(environment);

  const doc = new Y.Doc();
  for (const chunk of await unpackSnapshot(snapshot)) Y.applyUpdate(doc, chunk);
  const stock = encodeAnswer(Y.encodeStateAsUpdate(doc)).length;
  const [{ id: workspace } = { id: '' }] = await store.read((reader) => reader.workspaces());
  const entries = await store.read((reader) => allOf(entriesFromRows(reader, environment, workspace)));
  const records = entries.map(({ kind, id, part, text }) => ({ kind, id, part, ...(JSON.parse(text ?? 'null') as object) }));
  const json = brotliCompressSync(JSON.stringify(records), { params: brotliParameters }).length;
  await library.close();
  await store.close();
  await rm(folder, { recursive: true });

  const bytes = snapshot.compressed.length;
  return [
    told('first sync, 100,000 users with 60,000 activations and 60,000 connections', bytes / 1e6, 'MB'),
    { ...atMost('first sync beside a stock SyncStep2', bytes / stock, '×', 0.333), peer: { name: 'SyncStep2, MB', value: stock / 1e6, ratio: stock / bytes } },
    { ...atMost('first sync beside the same records as brotli JSON', bytes / json, '×', 1.1), peer: { name: 'JSON, MB', value: json / 1e6, ratio: json / bytes } },
  ];
}
