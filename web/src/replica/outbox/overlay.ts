/** What unsaved edits show: for each record the elements they set, in the device's order. Pure. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState } from '../environment-rows.ts';
import type { OutboxEntry } from './outbox.ts';

export interface RecordOverlay {
  readonly kind: Kind;
  readonly id: string;
  readonly elements: readonly Element[];
  /** Null once all of its edits have their verdict and only wait for the document to show them. */
  readonly state: EditState | null;
}

/** Which record an edit is about, and what it sets there. */
export interface Effect {
  readonly kind: Kind;
  readonly id: string;
  readonly element: Element;
}

export const recordKey = (kind: Kind, id: string): string => `${kind}/${id}`;

/**
 * The overlay of one document.
 * @param entries in order of sequence
 * @param sending ids of the edits that are on their way
 * @param effect what `effectOf` says of an entry (`effect.ts`)
 */
export function overlayOf(
  entries: readonly OutboxEntry[],
  document: string,
  sending: ReadonlySet<string>,
  effect: (entry: OutboxEntry) => Effect | null,
): ReadonlyMap<string, RecordOverlay> {
  const records = new Map<string, RecordOverlay & { elements: Element[] }>();
  for (const entry of entries) {
    if (entry.edit.document !== document) continue;
    const found = effect(entry);
    if (found === null) continue;
    const key = recordKey(found.kind, found.id);
    const before = records.get(key);
    const elements = before?.elements ?? [];
    elements.push(found.element);
    records.set(key, { kind: found.kind, id: found.id, elements, state: behind(before?.state ?? null, stateOf(entry, sending)) });
  }
  return records;
}

const stateOf = (entry: OutboxEntry, sending: ReadonlySet<string>): EditState | null =>
  entry.state === 'settled' ? null : { kind: sending.has(entry.edit.id) ? 'sending' : 'kept' };

/** A record is only as far as the edit that is furthest behind. */
const behind = (a: EditState | null, b: EditState | null): EditState | null => (a?.kind === 'kept' || b === null ? a : b);

/**
 * Entries whose overlay may go: their verdict is in, and the document on this device has reached the version
 * that it names, or does not show the edit at all (OUT-3). @param version null where the document is not open
 */
export const droppable = (entries: readonly OutboxEntry[], document: string, version: number | null): readonly OutboxEntry[] =>
  entries.filter((entry) => entry.state === 'settled' && entry.edit.document === document && (entry.versions[document] ?? 0) <= (version ?? 0));
