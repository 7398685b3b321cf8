/** Which rows are chosen, by id; those of other pages too. */
export class Selection {
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  #anchor: string | null = null;

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  get size(): number {
    return this.#ids.size;
  }

  set(ids: readonly string[], chosen: boolean): void {
    const next = new Set(this.#ids);
    for (const id of ids) if (chosen) next.add(id);
      else next.delete(id);
    this.#ids = next;
  }

  /** Turns one over; with `range`, all from the last one turned over to this one, as this one becomes. */
  toggle(id: string, range: readonly string[] | null): void {
    const chosen = !this.#ids.has(id);
    const [from, to] = [range?.indexOf(this.#anchor ?? '') ?? -1, range?.indexOf(id) ?? -1];
    const ids = range !== null && from >= 0 && to >= 0 ? range.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    this.set(ids, chosen);
    this.#anchor = id;
  }

  clear(): void {
    this.#ids = new Set();
    this.#anchor = null;
  }
}
