/** The identity of {@link Identity}, kept by better-auth in a SQLite file of its own. */
import { chmodSync } from 'node:fs';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { getSessionCookie } from 'better-auth/cookies';
import { getMigrations } from 'better-auth/db/migration';
import Database from 'better-sqlite3';
import { openEndedSignIns } from './ended-sign-ins.ts';
import type { Identity } from './identity.ts';

export interface IdentityOptions {
  readonly file: string;
  /** Signs the cookies. */
  readonly secret: string;
  /** Whether people come over https: then cookies are only sent there. */
  readonly secure: boolean;
  /** Something of better-auth went wrong that the request's own answer may not tell. */
  readonly warn: (message: string) => void;
}

const DAY = 24 * 60 * 60 * 1000;
/** Longer than any sign-in goes without use: the server's word counts, not the cookie's. */
const COOKIE_DAYS = 100;
/** A new sign-in is good for so many days, until it is first prolonged for as many as its workspaces say (OUT-10). */
const NEW_DAYS = 1;

const BASE = '/api/auth';
/** Members come from set-up, the sample and invitations: signing up is none of these. */
const offered: ReadonlySet<string> = new Set(['sign-in/email', 'sign-out', 'revoke-sessions', 'change-password'].map((path) => `${BASE}/${path}`));

/** Opens the database, making or migrating its tables. */
export async function openIdentity({ file, secret, secure, warn }: IdentityOptions): Promise<Identity> {
  const database = new Database(file);
  chmodSync(file, 0o600);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  const ended = openEndedSignIns(database, () => Date.now());
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
          after: async ({ id, userId: user, token, expiresAt }) => {
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
  const { internalAdapter, password: passwords } = await auth.$context;

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

    endedSignInOf(headers) {
      const [token] = getSessionCookie(headers, { cookiePrefix: 'latchkey' })?.split('.') ?? [];
      return token === undefined ? null : ended.userOf(token);
    },

    signInsOf: async (user) =>
      (await internalAdapter.listSessions(user))
        .filter(({ expiresAt }) => expiresAt.getTime() > Date.now())
        .map(({ id, userAgent, createdAt, updatedAt }) => ({ id, userAgent: userAgent ?? null, since: createdAt.toISOString(), lastUsedAt: updatedAt.toISOString() }))
        .sort((a, b) => (a.lastUsedAt < b.lastUsedAt ? 1 : -1)),

    async endSignIn(user, signIn) {
      const found = (await internalAdapter.listSessions(user)).find(({ id }) => id === signIn);
      if (found === undefined) return false;
      await internalAdapter.deleteSession(found.token);
      return true;
    },

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
      const response = await auth.handler(request);
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
