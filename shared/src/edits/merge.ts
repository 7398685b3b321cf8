/**
 * How edits of one element merge (SPEC: MERGE). A CRDT of our own: the value is a function of the
 * element's *heads*, the accepted edits that no other accepted edit saw. Pure; the caller says who saw whom.
 */

/** What an element can be set to. */
export type Value = string | number | boolean | null;

/** How one element's heads become its value. */
export type Rule =
  /** Access: the most restrictive value stands. `rank` gives each value's place, lower is more restrictive. */
  | { readonly kind: 'restrictive'; readonly rank: (value: Value) => number }
  /** Everything else: the latest stands. */
  | { readonly kind: 'latest' };

/** An accepted edit of one element, as stamped when it was accepted; never changed afterwards. */
export interface Head {
  readonly edit: string;
  readonly value: Value;
  /** Milliseconds, see {@link stampOf}. */
  readonly stamp: number;
}

/** Which of two heads stands; a total order, so the result does not depend on how heads are listed (MERGE-4). */
function stands<H extends Head>(rule: Rule, a: H, b: H): H {
  if (rule.kind === 'restrictive') {
    const difference = rule.rank(a.value) - rule.rank(b.value);
    if (difference !== 0) return difference < 0 ? a : b;
  }
  if (a.stamp !== b.stamp) return a.stamp > b.stamp ? a : b;
  return a.edit > b.edit ? a : b;
}

/**
 * The head that stands, or undefined where nobody has edited the element.
 * Linear in the number of heads, which is the number of devices that edited without knowing of each other.
 */
export function standing<H extends Head>(rule: Rule, heads: readonly H[]): H | undefined {
  return heads.length === 0 ? undefined : heads.reduce((a, b) => stands(rule, a, b));
}

/** The heads after `edit` is accepted: it replaces those it saw and joins the rest (MERGE-3). */
export function accept<H extends Head>(heads: readonly H[], edit: H, saw: (head: H) => boolean): readonly H[] {
  return [...heads.filter((head) => !saw(head)), edit];
}

/**
 * The stamp of an edit on acceptance, in milliseconds since 1970: its own time, clamped to the server's
 * now, and always after every head it saw (MERGE-5), so that a clock 30 days off can not undo causality.
 */
export function stampOf(at: number, now: number, seen: readonly Head[]): number {
  return Math.max(Math.min(at, now), ...seen.map((head) => head.stamp + 1));
}
