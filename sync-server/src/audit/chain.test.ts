import { expect, test } from 'vitest';
import { auditEntry } from '../store/contract/samples.ts';
import type { StoredAuditEntry } from '../store/audit-log.ts';
import { canonicalJson } from './canonical.ts';
import { brokenAt, chainEntry, entryOf, type Link } from './chain.ts';

const chain = (length: number): StoredAuditEntry[] => {
  const entries: StoredAuditEntry[] = [];
  for (let i = 0; i < length; i++) entries.push(chainEntry(entries.at(-1) ?? null, auditEntry(`edit ${i}`)));
  return entries;
};
const linkOf = ({ sequence, previous, hash, ...content }: StoredAuditEntry): Link => ({ sequence, previous, hash, content });
const brokenIn = (entries: readonly StoredAuditEntry[], before?: StoredAuditEntry): number | null => brokenAt(entries.map(linkOf), before);

test('AUDIT-2 an untouched chain holds, as a whole and from any entry on', () => {
  const entries = chain(10);
  expect(brokenIn(entries)).toBeNull();
  expect(brokenIn(entries.slice(4), entries[3])).toBeNull();
});

test('AUDIT-2 a change of any field of any entry is found', () => {
  const fields = Object.keys(chain(1)[0] ?? {});
  expect(fields).toContain('detail');
  for (const [index, field] of fields.flatMap((name) => [0, 4, 9].map((at) => [at, name] as const))) {
    const entries = chain(10);
    entries[index] = { ...entries[index], [field]: 'changed' } as StoredAuditEntry;
    expect(brokenIn(entries), `${field} of entry ${index + 1}`).not.toBeNull();
  }
});

test('AUDIT-2 an entry taken out, put in, or moved is found', () => {
  const entries = chain(6);
  expect(brokenIn(entries.toSpliced(2, 1))).toBe(3);
  expect(brokenIn(entries.toSpliced(2, 0, chain(3)[2] as StoredAuditEntry))).toBe(4);
  expect(brokenIn([...entries.slice(0, 2), ...entries.slice(2).toReversed()])).toBe(3);
});

test.each([undefined, null, 5, {}, Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 0)])('AUDIT-2 %j in place of an entry is none, and the chain is broken there', (content) => {
  const links = chain(3).map(linkOf);
  const [, second] = links;
  if (second === undefined) throw new Error('a chain of three has a second');
  expect(entryOf({ ...second, content })).toBeNull();
  expect(brokenAt(links.with(1, { ...second, content }))).toBe(2);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(canonicalJson({ b: [1, { c: 'x', d: null }] }));
  let deep: unknown = 0;
  for (let i = 0; i < 10_000; i++) deep = [deep];
  expect(() => canonicalJson(deep)).toThrow(RangeError);
});
