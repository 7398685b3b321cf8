/** From what is stored to a document in memory: snapshot and log, or the rows themselves (DOC-1). */
import { readMeta, type Change } from '@latchkey/shared/document/records';
import { memberOfOwnDocument } from '@latchkey/shared/document/placement';
import { kinds, type Kind } from '@latchkey/shared/domain/kinds';
import { CorruptRow, type DocumentRow, type Reader, type Row } from '../store/store.ts';
import { unpackSnapshot } from './compressed.ts';
import { LiveDocument } from './live-document.ts';
import { project, type ChangeSet } from './projection.ts';

/** Rows read at a time. */
const PAGE = 1_000;

/**
 * Loads a document from its snapshot and log.
 * @returns null where neither exists. @throws {CorruptRow} where they do not make the version that they should
 */
export async function loadStored(reader: Reader, row: DocumentRow): Promise<LiveDocument | null> {
  const stored = await reader.snapshot(row.id);
  const snapshot = stored?.epoch === row.epoch ? stored : undefined;
  const log = await reader.log(row.id, snapshot?.version ?? -1);
  if (snapshot === undefined && log.length === 0) return null;

  const chunks = snapshot === undefined ? [] : await unpackSnapshot(snapshot);
  const live = LiveDocument.from(row.epoch, row.version, [...chunks, ...log.map(({ update }) => update)]);
  const meta = readMeta(live.doc);
  if (meta?.epoch !== row.epoch || meta.version !== row.version) {
    const found = meta === null ? 'nothing' : `version ${meta.version} of ${meta.epoch}`;
    throw new CorruptRow(`the document ${row.id} holds ${found} instead of version ${row.version} of ${row.epoch}`, row.id);
  }
  live.sinceSnapshot.entries = log.length;
  live.sinceSnapshot.bytes = log.reduce((sum, { update }) => sum + update.length, 0);
  return live;
}

/** All that shows in a document, from the rows. */
export async function entriesFromRows(reader: Reader, document: string, workspace: string): Promise<readonly Change[]> {
  const environments = (await reader.environments(workspace)).map(({ id }) => id);
  const entries: Change[] = [];
  for await (const rows of pagesFor(reader, document, workspace)) {
    const changes: ChangeSet = new Map();
    for (const row of rows) project(changes, undefined, row, environments);
    entries.push(...(changes.get(document) ?? []));
  }
  return entries;
}

/** Rows among which are all those that show in the document; `project` decides which do. */
async function* pagesFor(reader: Reader, document: string, workspace: string): AsyncGenerator<readonly Row[]> {
  const member = memberOfOwnDocument(document);
  if (member !== null) {
    yield await reader.children(member);
    return;
  }
  for (const kind of kinds) {
    yield* pages(reader, kind, document);
    if (kind === 'member' || kind === 'team') yield* pages(reader, kind, workspace);
  }
}

async function* pages(reader: Reader, kind: Kind, scope: string): AsyncGenerator<readonly Row[]> {
  for (let after: string | null = null; ; ) {
    const rows: readonly Row[] = await reader.rows(kind, scope, { after, limit: PAGE });
    yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? null;
  }
}
