/** A member's own document: the notices in it, less those that an unsaved edit dismisses. */
import type { Change } from '@latchkey/shared/document/records';
import { Notice } from '@latchkey/shared/domain/notice';
import * as v from 'valibot';
import type { Known } from '../channel/document-channel.ts';
import { recordKey, type RecordOverlay } from '../outbox/overlay.ts';

export class OwnDocument {
  readonly #notices = new Map<string, Notice>();
  #fresh: Set<string> | null = null;
  #overlay: ReadonlyMap<string, RecordOverlay> = new Map();
  #known: Known | null = null;

  get known(): Known | null {
    return this.#known;
  }

  begin(): void {
    this.#fresh = new Set();
  }

  batch(changes: readonly Change[]): void {
    for (const { kind, id, part, text } of changes) {
      if (kind !== 'notice' || part !== 'record') continue;
      this.#fresh?.add(id);
      const notice = text === null ? null : v.safeParse(Notice, JSON.parse(text));
      if (notice?.success === true) this.#notices.set(id, notice.output);
      else this.#notices.delete(id);
    }
  }

  end(known: Known): void {
    for (const id of this.#notices.keys()) if (this.#fresh?.has(id) === false) this.#notices.delete(id);
    this.#fresh = null;
    this.#known = known;
  }

  live(changes: readonly Change[], known: Known): void {
    this.batch(changes);
    this.#known = known;
  }

  show(overlay: ReadonlyMap<string, RecordOverlay>): void {
    this.#overlay = overlay;
  }

  shown(id: string): { readonly record: Readonly<Record<string, unknown>>; readonly removed: boolean } | null {
    const record = this.#notices.get(id);
    return record === undefined ? null : { record, removed: this.#overlay.has(recordKey('notice', id)) };
  }

  /** The latest first. */
  notices(): readonly { readonly id: string; readonly notice: Notice }[] {
    return [...this.#notices]
      .filter(([id]) => !this.#overlay.has(recordKey('notice', id)))
      .map(([id, notice]) => ({ id, notice }))
      .sort((a, b) => (a.notice.at < b.notice.at ? 1 : -1));
  }
}
