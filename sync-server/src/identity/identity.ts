/** Who is asking. better-auth keeps users, passwords and sign-ins; memberships are rows of the store. */
import type { OwnSignIn as Listed } from '@latchkey/shared/protocol/own-sign-ins';

/** A verified sign-in, as the cookie of a request proves it. */
export interface SignIn {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  /** The id of better-auth's session: one for each device that is signed in. */
  readonly signIn: string;
  /** When it was last prolonged, and when it runs out if it is not prolonged again; milliseconds since 1970. */
  readonly prolongedAt: number;
  readonly until: number;
}

/** What is known of the sign-in that a request does not prove. */
export type Unproven =
  /** Ended by a sign-out, here or elsewhere; or what its device keeps is to be wiped. */
  | { readonly kind: 'ended' | 'wiped'; readonly user: string }
  /** There is no cookie, or one that ran out or was never ours. */
  | { readonly kind: 'unknown' };

/** Where a person is or was signed in: one for each browser. Times are ISO 8601. */
export interface OwnSignIn {
  readonly id: string;
  readonly userAgent: string | null;
  readonly since: string;
  /** When it was last prolonged, which happens once an hour at most. */
  readonly lastUsedAt: string;
  readonly state: Listed['state'];
}

export interface Identity {
  /** Null without a good session. Does no more than one read of the identity database. */
  signInOf(headers: Headers): Promise<SignIn | null>;
  /**
   * What became of the sign-in of a request that proves none: its cookie says which it was, or the device does. Whoever
   * asks knows its token or its id, so this says nothing of the sign-ins of others.
   */
  unproven(headers: Headers): Unproven;
  /** The sign-ins of a person: the good ones first, then those whose device may still keep something, or was wiped. */
  signInsOf(user: string): Promise<readonly OwnSignIn[]>;
  /** Ends one of a person's own sign-ins (OUT-8). @returns false where they have no such good one */
  endSignIn(user: string, signIn: string): Promise<boolean>;
  /** Ends it where it is good, and has its device wiped at its next contact (OUT-11). @returns false where they have no such one */
  wipeSignIn(user: string, signIn: string): Promise<boolean>;
  /** Its device keeps nothing of it any more. What is no such sign-in is passed over. */
  gone(signIn: string): void;
  /** Prolongs a sign-in, which then runs out after so many days without another such call. @returns `Set-Cookie` lines */
  prolong(headers: Headers, days: number): Promise<readonly string[]>;
  /** Those of better-auth's own routes that Latchkey offers, under `/api/auth/`; 404 for the rest. */
  handle(request: Request): Promise<Response>;
  /** Makes a person who can sign in; used by set-up, the sample and invitations. @throws if the e-mail is taken */
  createUser(user: { readonly name: string; readonly email: string; readonly password: string }): Promise<string>;
  /** Whether there is a person with that e-mail address. */
  hasUser(email: string): Promise<boolean>;
  /** Whether that is the person's password. */
  isPassword(user: string, password: string): Promise<boolean>;
  /** From now on the person signs in with that address. @returns false where it is somebody else's */
  changeEmail(user: string, email: string): Promise<boolean>;
  /** Takes back {@link createUser}, where what it was for did not come about. Their sign-ins end. */
  removeUser(email: string): Promise<void>;
  /** Calls back with a user (and the sign-in, or null for all of theirs) whose sign-in has just ended. */
  onSignedOut(ended: (user: string, signIn: string | null) => void): void;
  close(): void;
}
