/** From what is stored to a document in memory: snapshot and log. */
import { LAYOUT } from '@latchkey/shared/document/layout';
import { readMeta } from '@latchkey/shared/document/records';
import { CorruptRow, type DocumentRow, type Reader } from '../store/store.ts';
import { unpackSnapshot } from './compressed.ts';
import { LiveDocument } from './live-document.ts';

/**
 * Loads a document from its snapshot and log.
 * @returns null where neither exists, or where they are of another layout: then it is made anew (DOC-5). @throws {CorruptRow} where they do not make the version that they should
 */
export async function loadStored(reader: Reader, row: DocumentRow): Promise<LiveDocument | null> {
  const stored = await reader.snapshot(row.id);
  const snapshot = stored?.epoch === row.epoch ? stored : undefined;
  const log = await reader.log(row.id, snapshot?.version ?? -1);
  if (snapshot === undefined && log.length === 0) return null;

  const chunks = snapshot === undefined ? [] : await unpackSnapshot(snapshot);
  const live = await LiveDocument.from(row.epoch, row.version, [...chunks, ...log.map(({ update }) => update)]);
  const meta = readMeta(live.doc);
  if (meta !== null && meta.layout !== LAYOUT) return null;
  if (meta?.epoch !== row.epoch || meta.version !== row.version) {
    const found = meta === null ? 'nothing' : `version ${meta.version} of ${meta.epoch}`;
    throw new CorruptRow(`the document ${row.id} holds ${found} instead of version ${row.version} of ${row.epoch}`, row.id);
  }
  live.sinceSnapshot.entries = log.length;
  live.sinceSnapshot.bytes = log.reduce((sum, { update }) => sum + update.length, 0);
  return live;
}
