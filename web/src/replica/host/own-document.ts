/** A member's own document: notices and private views, with the unsaved edits of this device. */
import type { Change } from '@latchkey/shared/document/records';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Notice } from '@latchkey/shared/domain/notice';
import type { Element } from '@latchkey/shared/edits/definition';
import type { Known } from '../channel/document-channel.ts';
import type { EditState, SavedView } from '../environment-rows.ts';
import { savedViews } from '../index/saved-views.ts';
import { shownRecords } from '../index/sources.ts';
import type { Json } from '../index/store/record-codec.ts';
import { RecordSets } from '../index/store/record-sets.ts';
import type { RecordOverlay } from '../outbox/overlay.ts';

const own = ['notice', 'view'] as const satisfies readonly Kind[];
const isOwn = (kind: Kind): boolean => own.some((one) => one === kind);

export class OwnDocument {
  readonly #records = new RecordSets();
  #overlay: ReadonlyMap<string, RecordOverlay> = new Map();
  #known: Known | null = null;

  get known(): Known | null {
    return this.#known;
  }

  begin(): void {
    for (const kind of own) this.#records.of(kind).beginReconcile();
  }

  batch(changes: readonly Change[]): void {
    for (const { kind, id, part, text } of changes) {
      if (!isOwn(kind)) continue;
      const set = this.#records.of(kind);
      set.put(set.ids.intern(id), part, text === null ? null : (JSON.parse(text) as Json));
    }
  }

  end(known: Known): void {
    for (const kind of own) this.#records.of(kind).endReconcile();
    this.#known = known;
  }

  live(changes: readonly Change[], known: Known): void {
    this.batch(changes);
    this.#known = known;
  }

  show(overlay: ReadonlyMap<string, RecordOverlay>): void {
    for (const [key, { kind, id }] of this.#overlay) if (!overlay.has(key)) this.#show(kind, id, [], null);
    for (const { kind, id, elements, state } of overlay.values()) this.#show(kind, id, elements, state);
    this.#overlay = overlay;
  }

  shown(kind: Kind, id: string): { readonly record: Readonly<Record<string, unknown>>; readonly removed: boolean } | null {
    const set = this.#records.of(kind);
    const at = set.ids.find(id);
    const record = set.effective(at);
    return record === undefined ? null : { record, removed: set.removed(at) };
  }

  /** The latest first. */
  notices(): readonly { readonly id: string; readonly notice: Notice }[] {
    return [...shownRecords(this.#records, 'notice')]
      .map(({ id, record }) => ({ id, notice: record }))
      .sort((a, b) => (a.notice.at < b.notice.at ? 1 : -1));
  }

  views(environment: string): readonly SavedView[] {
    return savedViews(this.#records, environment);
  }

  #show(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void {
    const set = this.#records.of(kind);
    set.overlay(set.ids.intern(id), elements, state);
  }
}
