/** The audit log: what an entry holds, and what can be asked of all of them (AUDIT). */
import { fold } from '@latchkey/shared/domain/fold';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { ActivityFacet, ActivitySort, Outcome } from '@latchkey/shared/protocol/activity';
import { deedOf, theWorkspace } from '@latchkey/shared/protocol/deeds';
import { detailOf } from '@latchkey/shared/protocol/values';

export interface AuditEntry {
  readonly workspace: string;
  readonly environment: string | null;
  /** ISO 8601, the server's clock. */
  readonly at: string;
  /** Who: a member, or a key of the API. */
  readonly actor: { readonly kind: 'member' | 'key' | 'system'; readonly id: string; readonly name: string };
  readonly device: string | null;
  /** What the device is called: its browser and system. Absent where there is no device, or it was not known. */
  readonly deviceName?: string | undefined;
  readonly thread: string | null;
  /** The name of the edit or request. */
  readonly action: string;
  readonly subject: { readonly kind: Kind; readonly id: string; readonly name: string } | null;
  /** Which element of the subject was set, e.g. `desired/roles/admin`. Absent where it was no single one. */
  readonly element?: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  readonly outcome: Outcome;
  readonly detail: string | null;
}

export interface StoredAuditEntry extends AuditEntry {
  readonly sequence: number;
  /** Hex SHA-256 of the entry before it, and of this one over that and its own canonical JSON (AUDIT-2). */
  readonly previous: string;
  readonly hash: string;
}

/** Which entries of a workspace; what is null, or a list that is empty, asks for nothing. */
export interface AuditFilter {
  /** Those of this environment, and those of the workspace as a whole. */
  readonly environment: string | null;
  /** Any of these, in each facet. */
  readonly facets: Readonly<Record<ActivityFacet, readonly string[]>>;
  /** ISO 8601, both inclusive. */
  readonly from: string | null;
  readonly to: string | null;
  /** Folded (`domain/fold.ts`); each occurs in {@link wordsIn} the entry, or in what is said of it (`protocol/deeds.ts`). */
  readonly words: readonly string[];
  /** The sequence of the entry with which a thread begins. */
  readonly thread: number | null;
}

export const everyEntry: AuditFilter = {
  environment: null,
  facets: { where: [], who: [], what: [], kind: [], device: [], outcome: [] },
  ...{ from: null, to: null, words: [], thread: null },
};

/** A thread, as far as its entries match. */
export interface AuditThread {
  /** The sequence of the entry with which it begins, whether that matches or not. */
  readonly thread: number;
  /** The first that matches. */
  readonly first: StoredAuditEntry;
  /** How many match, by what became of them. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** `page` from 1. */
export interface ThreadsPage {
  readonly page: number;
  readonly size: number;
  readonly sort: ActivitySort;
}

export interface AuditThreads {
  /** In the order asked for; without those whose first entry is damaged. */
  readonly threads: readonly AuditThread[];
  /** The sequences of those. */
  readonly damaged: readonly number[];
  /** How many threads match, and how many there are of the environment asked about. */
  readonly count: number;
  readonly total: number;
  /** The page that was given: the last, where the one asked for is past the end. */
  readonly page: number;
  /** Facet → value → how many threads that choice would leave. */
  readonly counts: Readonly<Record<ActivityFacet, Readonly<Record<string, number>>>>;
}

/**
 * The text in which the words of a search are looked for, folded as they are (QUERY-1): what shows of an entry and is not the
 * same for all of its kind. An element that is one of several is in it, for what it names; any other is no more than a field's name.
 */
export function wordsIn(entry: AuditEntry): string {
  const { actor, subject, action, element, deviceName, detail, outcome } = entry;
  const shown = [
    ...[actor.name, subject?.name ?? theWorkspace, deviceName, detailOf({ detail, outcome, element: element ?? null })],
    ...[deedOf(entry) === action ? action : null, element?.includes('/') === true ? element : null],
  ];
  return fold(shown.filter((part) => typeof part === 'string').join('\n'));
}
