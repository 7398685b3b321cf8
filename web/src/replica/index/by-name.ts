/** The order in which things with names are listed. */

/** By name, then by id. */
export const byName = (collator: Intl.Collator, a: { readonly id: string; readonly name: string }, b: { readonly id: string; readonly name: string }): number =>
  collator.compare(a.name, b.name) || (a.id < b.id ? -1 : Number(a.id > b.id));
