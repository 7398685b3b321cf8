/** The identity of {@link Identity}, kept by better-auth in a SQLite file of its own. */
import { SIGN_IN_HEADER } from '@latchkey/shared/protocol/http';
import { betterAuth, type BetterAuthOptions, type Session } from 'better-auth';
import { getSessionCookie } from 'better-auth/cookies';
import { getMigrations } from 'better-auth/db/migration';
import * as v from 'valibot';
import { openDatabase } from './database.ts';
import { openEndedSignIns } from './ended-sign-ins.ts';
import type { Identity, OwnSignIn } from './identity.ts';
import { openPastSignIns, type OrderedSignIn, type PastSignIn } from './past-sign-ins.ts';

export interface IdentityOptions {
  readonly file: string;
  /** Signs the cookies. */
  readonly secret: string;
  /** Whether people come over https: then cookies are only sent there. */
  readonly secure: boolean;
  /** Something of better-auth went wrong that the request's own answer may not tell. */
  readonly warn: (message: string) => void;
  /** Told once when the disk can no longer be trusted (a failed fsync): the process must end and start again (CASE-37). */
  readonly failed: (cause: Error) => void;
}

const DAY = 24 * 60 * 60 * 1000;
/** Longer than any sign-in goes without use: the server's word counts, not the cookie's. */
const COOKIE_DAYS = 100;
/** A new sign-in is good for so many days, until it is first prolonged for as many as its workspaces say (OUT-10). */
const NEW_DAYS = 1;

const BASE = '/api/auth';
/** Members come from set-up, the sample and invitations: signing up is none of these. */
const offered: ReadonlySet<string> = new Set(['sign-in/email', 'sign-out', 'revoke-sessions', 'change-password'].map((path) => `${BASE}/${path}`));

/** What it says of a sign-in. */
const SignedIn = v.object({ user: v.object({ id: v.string() }) });

/** What the cookie of a request holds: the sign-in that it is, or was, of. */
const tokenOf = (headers: Headers): string | null => getSessionCookie(headers, { cookiePrefix: 'latchkey' })?.split('.')[0] ?? null;

const asPast = ({ id, userId, token, userAgent, createdAt, updatedAt }: Session, why: PastSignIn['why']): PastSignIn => ({
  ...{ id, user: userId, token, userAgent: userAgent ?? null, why },
  since: createdAt.toISOString(),
  lastUsedAt: updatedAt.toISOString(),
});

function stateOf({ why, wipeAskedAt, wipedAt }: OrderedSignIn): OwnSignIn['state'] {
  if (wipedAt !== null) return { kind: 'wiped', at: wipedAt };
  return wipeAskedAt === null ? { kind: why } : { kind: 'waits', askedAt: wipeAskedAt };
}

/** Opens the database, making or migrating its tables. */
export async function openIdentity({ file, secret, secure, warn, failed }: IdentityOptions): Promise<Identity> {
  const database = openDatabase(file, failed);
  const ended = openEndedSignIns(database, () => Date.now());
  const past = openPastSignIns(database, () => Date.now());
  const listeners: ((user: string, signIn: string | null) => void)[] = [];
  const options = {
    appName: 'Latchkey',
    // Only names a host in links, which none of the offered routes makes; who may call is decided by `http/origins.ts`.
    baseURL: secure ? 'https://localhost' : 'http://localhost',
    basePath: BASE,
    secret,
    database,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { expiresIn: (COOKIE_DAYS * DAY) / 1000, updateAge: 0 },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'latchkey',
      useSecureCookies: secure,
      disableOriginCheck: true,
      disableCSRFCheck: true,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    databaseHooks: {
      session: {
        create: { before: async (session) => ({ data: { ...session, expiresAt: new Date(Date.now() + NEW_DAYS * DAY) } }) },
        delete: {
          after: async (session) => {
            const { id, userId: user, token, expiresAt } = session;
            if (expiresAt.getTime() <= Date.now()) past.remember(asPast(session, 'ran-out'));
            ended.remember({ token, user, until: expiresAt.getTime() });
            for (const listener of listeners) listener(user, id);
          },
        },
      },
    },
    logger: { level: 'error', log: (_, message) => warn(message) },
    telemetry: { enabled: false },
  } satisfies BetterAuthOptions;
  const auth = betterAuth(options);
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const { adapter, internalAdapter, password: passwords } = await auth.$context;
  /** Those that ran out included, until their device comes with their cookie. */
  const sessionsOf = (user: string) => adapter.findMany<Session>({ model: 'session', where: [{ field: 'userId', value: user }] });

  const signInOf: Identity['signInOf'] = async (headers) => {
    if (!headers.has('cookie')) return null;
    const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
    if (found === null) return null;
    const { id, name, email } = found.user;
    const { updatedAt, expiresAt } = found.session;
    return { user: { id, name, email }, signIn: found.session.id, prolongedAt: updatedAt.getTime(), until: expiresAt.getTime() };
  };

  return {
    signInOf,

    unproven(headers) {
      const token = tokenOf(headers);
      const wiped = past.wipedUserOf({ id: headers.get(SIGN_IN_HEADER), token });
      if (wiped !== null) return { kind: 'wiped', user: wiped };
      const user = token === null ? null : ended.userOf(token);
      return user === null ? { kind: 'unknown' } : { kind: 'ended', user };
    },

    async signInsOf(user) {
      const isGood = ({ expiresAt }: Session): boolean => expiresAt.getTime() > Date.now();
      const known = (await sessionsOf(user)).map((session) => ({ ...asPast(session, 'ran-out'), state: { kind: isGood(session) ? 'good' : 'ran-out' } as const }));
      const all = [...known, ...past.of(user).map((one) => ({ ...one, state: stateOf(one) }))];
      const rank = ({ state }: Pick<OwnSignIn, 'state'>): number => (state.kind === 'good' ? 0 : 1);
      return all.sort((a, b) => rank(a) - rank(b) || (a.lastUsedAt < b.lastUsedAt ? 1 : -1));
    },

    async endSignIn(user, signIn) {
      const found = (await internalAdapter.listSessions(user)).find(({ id }) => id === signIn);
      if (found === undefined) return false;
      past.remember(asPast(found, 'signed-out'));
      await internalAdapter.deleteSession(found.token);
      return true;
    },

    async wipeSignIn(user, signIn) {
      const found = (await sessionsOf(user)).find(({ id }) => id === signIn);
      if (found !== undefined) past.remember(asPast(found, 'signed-out'));
      const asked = past.askToWipe(user, signIn);
      if (found !== undefined) await internalAdapter.deleteSession(found.token);
      return asked;
    },

    gone: (signIn) => past.gone(signIn),

    async prolong(headers, days) {
      const { headers: answer, response: found } = await auth.api.getSession({ headers, returnHeaders: true });
      const now = Date.now();
      if (found !== null) await internalAdapter.updateSession(found.session.token, { expiresAt: new Date(now + days * DAY), updatedAt: new Date(now) });
      return answer.getSetCookie();
    },

    async handle(request) {
      const { pathname } = new URL(request.url);
      if (request.method !== 'POST' || !offered.has(pathname)) return new Response(null, { status: 404 });
      const { headers } = request;
      const everywhere = pathname === `${BASE}/revoke-sessions` ? await signInOf(headers) : null;
      const others = everywhere === null ? [] : (await internalAdapter.listSessions(everywhere.user.id)).filter(({ id }) => id !== everywhere.signIn);
      const response = await auth.handler(request);
      if (response.ok) for (const other of others) past.remember(asPast(other, 'signed-out'));
      const before = tokenOf(headers);
      if (response.ok && before !== null && pathname === `${BASE}/sign-in/email`) past.succeeded(v.parse(SignedIn, await response.clone().json()).user.id, before);
      const leaves = pathname === `${BASE}/sign-out` || pathname === `${BASE}/revoke-sessions`;
      // better-auth answers 'success' also where its database could not be written.
      if (leaves && response.ok && (await signInOf(headers)) !== null) throw new Error('the sign-in could not be ended');
      return response;
    },

    async createUser({ name, email, password }) {
      if ((await internalAdapter.findUserByEmail(email)) !== null) throw new Error(`there is a person with the e-mail address ${email} already`);
      const hash = await passwords.hash(password);
      const user = await internalAdapter.createUser({ name, email, emailVerified: false }, { method: 'email-password' });
      await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
      return user.id;
    },

    hasUser: async (email) => (await internalAdapter.findUserByEmail(email.toLowerCase())) !== null,

    async isPassword(user, password) {
      const account = (await internalAdapter.findAccounts(user)).find(({ providerId }) => providerId === 'credential');
      return typeof account?.password === 'string' && (await passwords.verify({ hash: account.password, password }));
    },

    async changeEmail(user, email) {
      const holder = await internalAdapter.findUserByEmail(email.toLowerCase());
      if (holder !== null && holder.user.id !== user) return false;
      await internalAdapter.updateUser(user, { email: email.toLowerCase() });
      return true;
    },

    async removeUser(email) {
      const found = await internalAdapter.findUserByEmail(email);
      if (found !== null) await internalAdapter.deleteUser(found.user.id);
    },

    onSignedOut: (listener) => void listeners.push(listener),
    close: () => void database.close(),
  };
}
