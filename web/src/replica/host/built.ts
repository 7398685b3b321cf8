/** The table, built where it was not yet: in slices, so that whatever else is asked does not wait for it. */
export async function built<Table extends { build(): boolean }>(table: Table): Promise<Table> {
  while (!table.build()) await new Promise((resolve) => setTimeout(resolve));
  return table;
}
