/** What a library serves, to be held against the rows in tests. */
import { readAll, readMeta, type Change } from '@latchkey/shared/document/records';
import * as Y from 'yjs';
import type { Store } from '../store/store.ts';
import { workspaceOfDocument } from './access.ts';
import { unpackSnapshot } from './compressed.ts';
import { entriesFromRows } from './from-rows.ts';
import type { Library } from './library.ts';
import { allOf } from './pages.ts';

interface Parts {
  readonly store: Store;
  readonly library: Library;
}

/** The document as a device has it: its snapshot, and the log after that. */
export async function served({ store, library }: Parts, document: string): Promise<Y.Doc> {
  const snapshot = await library.snapshot(document);
  const doc = new Y.Doc();
  for (const chunk of await unpackSnapshot(snapshot)) Y.applyUpdate(doc, chunk);
  for (const { update } of await store.read((reader) => reader.log(document, snapshot.version))) Y.applyUpdate(doc, update);
  return doc;
}

/** The document as served. @throws if it is not what the rows say, or not of the version that it should be */
export async function servedAndTrue(parts: Parts, document: string): Promise<Y.Doc> {
  const doc = await served(parts, document);
  const rows = await parts.store.read(async (reader) => allOf(entriesFromRows(reader, document, (await workspaceOfDocument(reader, document)) ?? '')));
  const [is, should] = [texts(readAll(doc)), texts(rows)];
  if (is !== should) throw new Error(`the document ${document} holds\n${is}\ninstead of\n${should}`);
  const [has, version] = [readMeta(doc)?.version, (await parts.library.state(document))?.version];
  if (has !== version) throw new Error(`the document ${document} is of version ${String(has)} instead of ${String(version)}`);
  return doc;
}

const texts = (entries: Iterable<Change>): string => [...entries].map((entry) => JSON.stringify(entry)).sort().join('\n');
