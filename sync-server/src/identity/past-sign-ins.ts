/**
 * Sign-ins whose device may still keep something: ended from elsewhere, or run out. Each can be told to wipe it (OUT-11),
 * and goes from here once its device has nothing of it any more.
 */
import type Database from 'better-sqlite3';

/** Times are ISO 8601. */
export interface PastSignIn {
  readonly id: string;
  readonly user: string;
  /** What its cookie held. It opens nothing any more. */
  readonly token: string;
  readonly userAgent: string | null;
  readonly since: string;
  readonly lastUsedAt: string;
  readonly why: 'signed-out' | 'ran-out';
}

export interface OrderedSignIn extends PastSignIn {
  readonly wipeAskedAt: string | null;
  readonly wipedAt: string | null;
}

export interface PastSignIns {
  /** Those of a person, the latest used first. */
  of(user: string): readonly OrderedSignIn[];
  /** One that is here already stays as it is. */
  remember(past: PastSignIn): void;
  /** @returns false where the person has no such one */
  askToWipe(user: string, id: string): boolean;
  /** Whose sign-in is to be wiped, or was: known by its id, or by what its cookie held. */
  wipedUserOf(signIn: { readonly id: string | null; readonly token: string | null }): string | null;
  /** Its device keeps nothing of it any more. */
  gone(id: string): void;
  /** The person has signed in again with the browser that sent this cookie: what it keeps belongs to that sign-in now. */
  succeeded(user: string, token: string): void;
}

/** So long after its last use one is forgotten, in milliseconds. */
const KEPT = 180 * 24 * 60 * 60 * 1000;

interface Row {
  readonly id: string;
  readonly user: string;
  readonly token: string;
  readonly user_agent: string | null;
  readonly since: string;
  readonly last_used_at: string;
  readonly why: PastSignIn['why'];
  readonly wipe_asked_at: string | null;
  readonly wiped_at: string | null;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS past_sign_in (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, token TEXT NOT NULL UNIQUE, user_agent TEXT, since TEXT NOT NULL,
  last_used_at TEXT NOT NULL, why TEXT NOT NULL, wipe_asked_at TEXT, wiped_at TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS past_sign_in_user ON past_sign_in (user, last_used_at);
`;

/** @param clock milliseconds since 1970 */
export function openPastSignIns(database: Database.Database, clock: () => number): PastSignIns {
  database.exec(SCHEMA);
  const now = () => new Date(clock()).toISOString();
  const forget = database.prepare<[string]>('DELETE FROM past_sign_in WHERE last_used_at <= ?');
  const insert = database.prepare<[Row]>(
    'INSERT OR IGNORE INTO past_sign_in VALUES (@id, @user, @token, @user_agent, @since, @last_used_at, @why, @wipe_asked_at, @wiped_at)',
  );
  const list = database.prepare<[string], Row>('SELECT * FROM past_sign_in WHERE user = ? ORDER BY last_used_at DESC');
  const ask = database.prepare<[string, string, string]>('UPDATE past_sign_in SET wipe_asked_at = coalesce(wipe_asked_at, ?) WHERE user = ? AND id = ?');
  const wiped = database.prepare<[string | null, string | null], { user: string }>(
    'SELECT user FROM past_sign_in WHERE (id = ? OR token = ?) AND wipe_asked_at IS NOT NULL',
  );
  const markWiped = database.prepare<[string, string]>('UPDATE past_sign_in SET wiped_at = coalesce(wiped_at, ?) WHERE id = ? AND wipe_asked_at IS NOT NULL');
  const remove = database.prepare<[string]>('DELETE FROM past_sign_in WHERE id = ? AND wipe_asked_at IS NULL');
  const removeSucceeded = database.prepare<[string, string]>('DELETE FROM past_sign_in WHERE user = ? AND token = ? AND wipe_asked_at IS NULL');
  return {
    of: (user) =>
      list.all(user).map(({ user_agent: userAgent, last_used_at: lastUsedAt, wipe_asked_at: wipeAskedAt, wiped_at: wipedAt, ...same }) => ({
        ...same,
        ...{ userAgent, lastUsedAt, wipeAskedAt, wipedAt },
      })),
    remember({ userAgent, lastUsedAt, ...same }) {
      forget.run(new Date(clock() - KEPT).toISOString());
      insert.run({ ...same, user_agent: userAgent, last_used_at: lastUsedAt, wipe_asked_at: null, wiped_at: null });
    },
    askToWipe: (user, id) => ask.run(now(), user, id).changes > 0,
    wipedUserOf: ({ id, token }) => wiped.get(id, token)?.user ?? null,
    gone(id) {
      markWiped.run(now(), id);
      remove.run(id);
    },
    succeeded: (user, token) => void removeSucceeded.run(user, token),
  };
}
