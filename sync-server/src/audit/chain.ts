/** The hash chain of the audit log (AUDIT-2). Pure. */
import { hash } from 'node:crypto';
import type { AuditEntry, StoredAuditEntry } from '../store/audit-log.ts';
import { canonicalJson } from './canonical.ts';

/** What the first entry of a workspace holds in place of the hash before it. */
export const GENESIS = '0'.repeat(64);

const hashOf = (previous: string, sequence: number, entry: object): string =>
  hash('sha256', `${previous}\n${canonicalJson({ ...entry, sequence })}`);

/** The entry that follows `last` (null: the first of its workspace). */
export function chainEntry(last: Pick<StoredAuditEntry, 'sequence' | 'hash'> | null, entry: AuditEntry): StoredAuditEntry {
  const sequence = (last?.sequence ?? 0) + 1;
  const previous = last?.hash ?? GENESIS;
  // Through JSON once, so that what is hashed is what will be read back.
  const content = JSON.parse(JSON.stringify({ ...entry, before: entry.before ?? null, after: entry.after ?? null })) as AuditEntry;
  return { ...content, sequence, previous, hash: hashOf(previous, sequence, content) };
}

/**
 * Walks entries in ascending order.
 * @param before the entry before the first of them, or null where that is the workspace's first
 * @returns the sequence at which the chain is broken (changed, missing, added or out of order), or null where it holds
 */
export function brokenAt(entries: Iterable<StoredAuditEntry>, before: Pick<StoredAuditEntry, 'sequence' | 'hash'> | null = null): number | null {
  let last = before;
  for (const { previous, hash: claimed, sequence, ...content } of entries) {
    const expected = (last?.sequence ?? 0) + 1;
    if (sequence !== expected || previous !== (last?.hash ?? GENESIS) || claimed !== hashOf(previous, sequence, content)) return expected;
    last = { sequence, hash: claimed };
  }
  return null;
}
