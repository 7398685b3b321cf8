/** One text for one JSON value, however it was written: what hashes are taken over. */

/** Deeper than any value of ours; a deeper one is refused instead of exhausting the stack. */
const DEEPEST = 64;

/**
 * JSON with object keys in code-unit order and no white space. `undefined` is left out, as JSON.stringify does.
 * @throws if the value is nested deeper than 64 levels
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEEPEST) throw new RangeError(`nested deeper than ${DEEPEST} levels`);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null, depth + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field, depth + 1)}`).join(',')}}`;
}
