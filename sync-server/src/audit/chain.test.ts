import { expect, test } from 'vitest';
import { auditEntry } from '../store/contract/samples.ts';
import type { StoredAuditEntry } from '../store/audit-log.ts';
import { canonicalJson } from './canonical.ts';
import { brokenAt, chainEntry } from './chain.ts';

const chain = (length: number): StoredAuditEntry[] => {
  const entries: StoredAuditEntry[] = [];
  for (let i = 0; i < length; i++) entries.push(chainEntry(entries.at(-1) ?? null, auditEntry(`edit ${i}`)));
  return entries;
};

test('AUDIT-2 an untouched chain holds, as a whole and from any entry on', () => {
  const entries = chain(10);
  expect(brokenAt(entries)).toBeNull();
  expect(brokenAt(entries.slice(4), entries[3])).toBeNull();
});

test('AUDIT-2 a change of any field of any entry is found', () => {
  const fields = Object.keys(chain(1)[0] ?? {});
  expect(fields).toContain('detail');
  for (const [index, field] of fields.flatMap((name) => [0, 4, 9].map((at) => [at, name] as const))) {
    const entries = chain(10);
    entries[index] = { ...entries[index], [field]: 'changed' } as StoredAuditEntry;
    expect(brokenAt(entries), `${field} of entry ${index + 1}`).not.toBeNull();
  }
});

test('AUDIT-2 an entry taken out, put in, or moved is found', () => {
  const entries = chain(6);
  expect(brokenAt(entries.toSpliced(2, 1))).toBe(3);
  expect(brokenAt(entries.toSpliced(2, 0, chain(3)[2] as StoredAuditEntry))).toBe(4);
  expect(brokenAt([...entries.slice(0, 2), ...entries.slice(2).toReversed()])).toBe(3);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(canonicalJson({ b: [1, { c: 'x', d: null }] }));
  let deep: unknown = 0;
  for (let i = 0; i < 10_000; i++) deep = [deep];
  expect(() => canonicalJson(deep)).toThrow(RangeError);
});
