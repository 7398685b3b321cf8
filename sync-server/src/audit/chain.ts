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

/** An entry as it is kept: where it is in the chain, and its text as JSON; undefined where it is none any more. */
export interface Link extends Pick<StoredAuditEntry, 'sequence' | 'previous' | 'hash'> {
  readonly content: unknown;
}

/** The entry that a link holds, or null where that is not as it was written. */
export function entryOf({ sequence, previous, hash: claimed, content }: Link): StoredAuditEntry | null {
  if (typeof content !== 'object' || content === null || claimed !== hashIfAny(previous, sequence, content)) return null;
  return { ...(content as AuditEntry), sequence, previous, hash: claimed };
}

/** Null where the entry is nested deeper than any that was ever written. */
function hashIfAny(previous: string, sequence: number, entry: object): string | null {
  try {
    return hashOf(previous, sequence, entry);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/**
 * Walks links in ascending order.
 * @param before the link before the first of them, or null where that is the workspace's first
 * @returns the sequence at which the chain is broken (changed, missing, added or out of order), or null where it holds
 */
export function brokenAt(links: Iterable<Link>, before: Pick<Link, 'sequence' | 'hash'> | null = null): number | null {
  let last = before;
  for (const link of links) {
    const expected = (last?.sequence ?? 0) + 1;
    if (link.sequence !== expected || link.previous !== (last?.hash ?? GENESIS) || entryOf(link) === null) return expected;
    last = link;
  }
  return null;
}
