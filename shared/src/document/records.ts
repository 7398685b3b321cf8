/** Typed access to a document. With `chunks.ts`, the only user of Y types outside the two stores and sockets. */
import type * as Y from 'yjs';
import { hasStatus, kinds, type Kind, type StatusKind } from '../domain/kinds.ts';
import { LAYOUT, META, roots, statusRoots } from './layout.ts';

/** What a document says of itself: `version` counts commits, `epoch` names the lineage it belongs to. */
export interface Meta {
  readonly epoch: string;
  readonly version: number;
  readonly layout: number;
}

/** One record (or its status) as it now is: its JSON text without the id, or null once it is gone. */
export interface Change {
  readonly kind: Kind;
  readonly id: string;
  readonly part: 'record' | 'status';
  readonly text: string | null;
}

const rootOf = (change: Change): string => (change.part === 'record' ? roots[change.kind] : statusRoots[change.kind as StatusKind]);

/** Writes changes and the new meta in one Yjs transaction. For the document's one writer, the server. */
export function writeChanges(doc: Y.Doc, changes: readonly Change[], meta: Omit<Meta, 'layout'>): void {
  doc.transact(() => {
    for (const change of changes) {
      const root = doc.getMap<string>(rootOf(change));
      if (change.text === null) root.delete(change.id);
      else if (root.get(change.id) !== change.text) root.set(change.id, change.text);
    }
    const map = doc.getMap<string | number>(META);
    for (const [key, value] of Object.entries({ ...meta, layout: LAYOUT })) if (map.get(key) !== value) map.set(key, value);
  });
}

/** The document's meta, or null where it is empty or was not written by a server of ours. */
export function readMeta(doc: Y.Doc): Meta | null {
  const map = doc.getMap<unknown>(META);
  const [epoch, version, layout] = [map.get('epoch'), map.get('version'), map.get('layout')];
  return typeof epoch === 'string' && typeof version === 'number' && typeof layout === 'number' ? { epoch, version, layout } : null;
}

type Root = { readonly kind: Kind; readonly part: Change['part']; readonly name: string };

const allRoots: readonly Root[] = kinds.flatMap((kind): Root[] => [
  { kind, part: 'record', name: roots[kind] },
  ...(hasStatus(kind) ? [{ kind, part: 'status' as const, name: statusRoots[kind] }] : []),
]);

/** Every record and status of the document, kind by kind. */
export function* readAll(doc: Y.Doc): Generator<Change> {
  for (const { kind, part, name } of allRoots) {
    for (const [id, text] of doc.getMap<string>(name)) yield { kind, id, part, text };
  }
}

/** How many records and statuses are alive in the document. */
export const countAll = (doc: Y.Doc): number => allRoots.reduce((sum, { name }) => sum + doc.getMap(name).size, 0);

/**
 * Calls `changed` after each transaction with what it changed.
 * @returns a function that stops it
 */
export function observeChanges(doc: Y.Doc, changed: (changes: readonly Change[], meta: Meta | null) => void): () => void {
  const maps = allRoots.map((root) => ({ ...root, map: doc.getMap<string>(root.name) }));
  const meta = doc.getMap(META);
  const listener = (transaction: Y.Transaction): void => {
    const changedKeys: ReadonlyMap<unknown, ReadonlySet<string | null>> = transaction.changed;
    const changes = maps.flatMap(({ kind, part, map }) =>
      [...(changedKeys.get(map) ?? [])].flatMap((id): Change[] => (id === null ? [] : [{ kind, id, part, text: map.get(id) ?? null }])),
    );
    if (changes.length > 0 || changedKeys.has(meta)) changed(changes, readMeta(doc));
  };
  doc.on('afterTransaction', listener);
  return () => doc.off('afterTransaction', listener);
}
