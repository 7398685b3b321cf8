/**
 * The records of one kind: what the document says, what unsaved edits set on top, and both together. Numbers are
 * given to ids on first mention, also by a record that refers to one which has yet to arrive.
 */
import type { Change } from '@latchkey/shared/document/records';
import { setElement } from '@latchkey/shared/edits/apply';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState } from '../../environment-rows.ts';
import { Bits } from '../engine/bits.ts';
import { IdTable, type IdTableSnapshot } from './id-table.ts';
import { PackedRecords, type PackedRecordsSnapshot } from './packed-records.ts';
import type { Json } from './record-codec.ts';

export interface RecordSetSnapshot {
  readonly ids: IdTableSnapshot;
  readonly record: PackedRecordsSnapshot;
  readonly status: PackedRecordsSnapshot;
}

interface Overlay {
  readonly elements: readonly Element[];
  readonly state: EditState | null;
}

type Part = Change['part'];

export class RecordSet {
  readonly ids: IdTable;
  readonly #parts: Readonly<Record<Part, PackedRecords>>;
  readonly #overlays = new Map<number, Overlay>();
  /** What has arrived since the reconciliation began; null: there is none under way. */
  #arrived: Readonly<Record<Part, Bits>> | null = null;

  constructor(snapshot?: RecordSetSnapshot) {
    this.ids = snapshot === undefined ? new IdTable() : IdTable.restore(snapshot.ids);
    this.#parts =
      snapshot === undefined
        ? { record: new PackedRecords(), status: new PackedRecords() }
        : { record: PackedRecords.restore(snapshot.record), status: PackedRecords.restore(snapshot.status) };
  }

  /** @returns whether that changed anything */
  put(at: number, part: Part, record: Json | null): boolean {
    this.#arrived?.[part].put(at, record !== null);
    return this.#parts[part].put(at, record);
  }

  beginReconcile(): void {
    this.#arrived = { record: new Bits(), status: new Bits() };
  }

  /** Drops what did not arrive. @returns the numbers of the records that are gone, or whose status is */
  endReconcile(): readonly number[] {
    const arrived = this.#arrived;
    this.#arrived = null;
    if (arrived === null) return [];
    const dropped = (part: Part): number[] => {
      const gone: number[] = [];
      for (let at = 0; at < this.#parts[part].rows; at++) {
        if (this.#parts[part].has(at) && !arrived[part].has(at)) gone.push(at);
      }
      for (const at of gone) this.#parts[part].put(at, null);
      return gone;
    };
    return [...dropped('status'), ...dropped('record')];
  }

  overlay(at: number, elements: readonly Element[], state: EditState | null): void {
    if (elements.length === 0) this.#overlays.delete(at);
    else this.#overlays.set(at, { elements: [...elements], state });
  }

  /** Numbers of the records with an overlay. */
  get overlaid(): readonly number[] {
    return [...this.#overlays.keys()];
  }

  /** Whether the document has it, or an unsaved edit makes it. */
  has(at: number): boolean {
    return this.#parts.record.has(at) || this.#created(at) !== undefined;
  }

  base(at: number): Json | undefined {
    return this.#parts.record.get(at);
  }

  status(at: number): Json | undefined {
    return this.#parts.status.get(at);
  }

  /** The record with its overlay. @param base where the caller has it already */
  effective(at: number, base = this.base(at) ?? this.#created(at)): Json | undefined {
    const overlay = this.#overlays.get(at);
    if (base === undefined || overlay === undefined) return base;
    return overlay.elements.reduce((record, element) => setElement(record, element), base);
  }

  /** The record as an unsaved edit creates it. */
  #created(at: number): Json | undefined {
    return this.#overlays.get(at)?.elements.find(({ creates }) => creates !== undefined)?.creates;
  }

  /** Whether an unsaved edit removes it. */
  removed(at: number): boolean {
    return this.#overlays.get(at)?.elements.findLast(({ path }) => path === 'removed')?.value === true;
  }

  pending(at: number): EditState | null {
    return this.#overlays.get(at)?.state ?? null;
  }

  /** Numbers of all records there are. */
  *all(): Generator<number> {
    for (let at = 0; at < this.#parts.record.rows; at++) if (this.#parts.record.has(at)) yield at;
    for (const at of this.#overlays.keys()) if (!this.#parts.record.has(at) && this.#created(at) !== undefined) yield at;
  }

  /** Without the overlay. */
  snapshot(): RecordSetSnapshot {
    return { ids: this.ids.snapshot(), record: this.#parts.record.snapshot(), status: this.#parts.status.snapshot() };
  }
}
