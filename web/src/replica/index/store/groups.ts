/** Which rows name which ids: kept row by row, asked the other way round. */

export interface GroupsSnapshot {
  readonly ids: readonly string[];
  /** Of each id: where its rows end in `rows`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly rows: Uint32Array<ArrayBuffer>;
}

export class Groups {
  readonly #named = new Map<number, readonly string[]>();
  readonly #rows = new Map<string, Set<number>>();

  constructor(snapshot?: GroupsSnapshot) {
    snapshot?.ids.forEach((id, i) => {
      const rows = snapshot.rows.subarray(snapshot.ends[i - 1] ?? 0, snapshot.ends[i]);
      this.#rows.set(id, new Set(rows));
      for (const row of rows) this.#named.set(row, [...(this.#named.get(row) ?? []), id]);
    });
  }

  /** The ids that a row names. */
  get ids(): readonly string[] {
    return [...this.#rows].flatMap(([id, rows]) => (rows.size === 0 ? [] : [id]));
  }

  /** The row names these and no others. */
  put(row: number, ids: readonly string[]): void {
    for (const id of this.#named.get(row) ?? []) this.#rows.get(id)?.delete(row);
    if (ids.length === 0) this.#named.delete(row);
    else this.#named.set(row, ids);
    for (const id of ids) this.#add(id, row);
  }

  of(id: string): readonly number[] {
    return [...(this.#rows.get(id) ?? [])];
  }

  snapshot(): GroupsSnapshot {
    const { ids } = this;
    let end = 0;
    const ends = Uint32Array.from(ids, (id) => (end += this.#rows.get(id)?.size ?? 0));
    return { ids, ends, rows: Uint32Array.from(ids.flatMap((id) => this.of(id))) };
  }

  #add(id: string, row: number): void {
    const rows = this.#rows.get(id);
    if (rows === undefined) this.#rows.set(id, new Set([row]));
    else rows.add(row);
  }
}
