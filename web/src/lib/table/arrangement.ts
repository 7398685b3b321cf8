/** Which columns show, in which order: a list of column ids, those hidden marked with '-'. */

export interface Arranged<C> {
  readonly column: C;
  readonly shown: boolean;
}

/** Columns in the remembered order; one that the memory does not know yet comes where it was described. */
export function arrange<C extends { readonly id: string }>(columns: readonly C[], memory: readonly string[]): readonly Arranged<C>[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const known = memory.flatMap((entry): readonly Arranged<C>[] => {
    const column = byId.get(entry.replace(/^-/, ''));
    return column === undefined ? [] : [{ column, shown: !entry.startsWith('-') }];
  });
  const arranged = [...known];
  columns.forEach((column, at) => {
    if (!known.some((entry) => entry.column.id === column.id)) arranged.splice(at, 0, { column, shown: true });
  });
  return arranged;
}

export const remember = (arranged: readonly Arranged<{ readonly id: string }>[]): readonly string[] =>
  arranged.map(({ column, shown }) => (shown ? column.id : `-${column.id}`));

/** Moves the entry at `from` by one place, where there is one. */
export function move<T>(entries: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const entry = entries[from];
  if (entry === undefined || from + by < 0 || from + by >= entries.length) return entries;
  return entries.toSpliced(from, 1).toSpliced(from + by, 0, entry);
}
