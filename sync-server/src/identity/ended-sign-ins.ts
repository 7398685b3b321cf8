/**
 * Sign-ins that were ended before they ran out: signed out, revoked, or gone with their person. A cookie of one says
 * that its device must forget; one that merely ran out or was lost does not (OUT-8).
 */
import type Database from 'better-sqlite3';

export interface EndedSignIn {
  /** What its cookie held. It opens nothing any more. */
  readonly token: string;
  readonly user: string;
  /** When it would have run out, in milliseconds since 1970: no browser sends its cookie after that. */
  readonly until: number;
}

export interface EndedSignIns {
  remember(ended: EndedSignIn): void;
  /** Whose sign-in it was, or null where no such sign-in was ended. */
  userOf(token: string): string | null;
}

/** @param clock milliseconds since 1970 */
export function openEndedSignIns(database: Database.Database, clock: () => number): EndedSignIns {
  database.exec('CREATE TABLE IF NOT EXISTS ended_sign_in (token TEXT PRIMARY KEY, user TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID');
  const insert = database.prepare<[string, string, number]>('INSERT OR IGNORE INTO ended_sign_in VALUES (?, ?, ?)');
  const forget = database.prepare<[number]>('DELETE FROM ended_sign_in WHERE until <= ?');
  const find = database.prepare<[string], { user: string }>('SELECT user FROM ended_sign_in WHERE token = ?');
  return {
    remember({ token, user, until }) {
      const now = clock();
      forget.run(now);
      if (until > now) insert.run(token, user, until);
    },
    userOf: (token) => find.get(token)?.user ?? null,
  };
}
