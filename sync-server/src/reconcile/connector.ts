/**
 * What Latchkey asks of the outside world, and what it hears back. A connector speaks to one remote; it decides
 * nothing: orders are planned (`plan.ts`), and outcomes are reported (`report.ts`). Every implementation passes
 * `connector-contract.ts`.
 */
import type { Reported } from '@latchkey/shared/domain/app-account';
import type { ReportedTeam } from '@latchkey/shared/domain/app-team';

/** An account as it is to be: all of it, not what changes, so that carrying an order out twice leaves the same. */
export interface AccountOrder {
  /** The idempotency key: an order that is given again under the same key is not felt twice (CASE-52). */
  readonly key: string;
  readonly integration: string;
  readonly account: string;
  readonly username: string;
  readonly roles: readonly string[];
  readonly protected: boolean;
}

/** A team of the app as it is to be. */
export interface TeamOrder {
  readonly key: string;
  readonly integration: string;
  readonly name: string;
  /** A role of the catalogue; null: it gives none. */
  readonly role: string | null;
}

export interface CheckOrder {
  readonly key: string;
  readonly integration: string;
}

export interface RunOrder {
  readonly key: string;
  readonly integration: string;
  readonly activation: string;
}

/** An account that the app has. */
export interface FoundAccount {
  readonly username: string;
  readonly reported: Exclude<Reported, { presence: 'unknown' | 'removed' }>;
  readonly assets: readonly string[];
  /** ISO 8601. */
  readonly lastUsedAt: string | null;
}

/** One of which a check could find out nothing. */
export interface UnreadAccount {
  readonly username: string;
  /** A sentence for people. */
  readonly failed: string;
}

/** A team that the app has. */
export interface FoundTeam {
  readonly name: string;
  readonly role: string | null;
}

/** All that the app has. */
export interface Found {
  readonly accounts: readonly (FoundAccount | UnreadAccount)[];
  readonly teams: readonly FoundTeam[];
}

export type Outcome<T> =
  | { readonly kind: 'done'; readonly result: T }
  /** `reason` is a sentence for people. `retryAt`: when it is tried again by itself, ISO 8601; null: only if a manager asks. */
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAt: string | null };

/** What cannot be carried out is an outcome, never an exception: an exception is a fault of the connector. */
export interface Connector {
  /** Asks the app to take the person in. Who is in already stays as they are: an order that timed out may have been carried out (CASE-52). */
  invite(order: AccountOrder): Promise<Outcome<Reported>>;
  /** Gives the account these roles and no others, and its protection. */
  update(order: AccountOrder): Promise<Outcome<Reported>>;
  /** Takes the account's access away. An account that the app does not know is removed already. */
  deprovision(order: AccountOrder): Promise<Outcome<Reported>>;
  /** Has the app make a team of that name. One that is there already stays as it is. */
  createTeam(order: TeamOrder): Promise<Outcome<ReportedTeam>>;
  /** Has the team give that role and no other. */
  updateTeam(order: TeamOrder): Promise<Outcome<ReportedTeam>>;
  /** Takes the team out of the app. One that the app does not know is removed already. */
  removeTeam(order: TeamOrder): Promise<Outcome<ReportedTeam>>;
  /** Everything that the app has. */
  sync(order: CheckOrder): Promise<Outcome<Found>>;
  /** Starts a run; how it ends is reported by the product (REST). */
  runNow(order: RunOrder): Promise<Outcome<'started'>>;
}
