/** Which rows name which ids: kept row by row, asked the other way round. */

export class Groups {
  readonly #named = new Map<number, readonly string[]>();
  readonly #rows = new Map<string, Set<number>>();

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

  #add(id: string, row: number): void {
    const rows = this.#rows.get(id);
    if (rows === undefined) this.#rows.set(id, new Set([row]));
    else rows.add(row);
  }
}
