import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIdentity } from './better-auth.ts';
import type { Identity } from './identity.ts';

const ada = { name: 'Ada', email: 'ada@northwind.example', password: 'correct horse battery' };

describe('identity', () => {
  let directory: string;
  let identity: Identity;
  const fail = (cause: Error): never => {
    throw cause;
  };
  const open = (secure = false, failed: (cause: Error) => void = fail) =>
    openIdentity({ file: join(directory, 'identity.db'), secret: randomBytes(32).toString('base64url'), secure, warn: () => undefined, failed });
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'latchkey-'));
    identity = await open();
  });
  afterEach(() => {
    identity.close();
    rmSync(directory, { recursive: true });
  });

  const post = (path: string, body: unknown, cookie?: string) =>
    identity.handle(
      new Request(`http://localhost/api/auth/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
        body: JSON.stringify(body),
      }),
    );
  const cookieOf = (response: Response) => response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const signIn = async () => cookieOf(await post('sign-in/email', { email: ada.email, password: ada.password }));
  const who = (cookie: string) => identity.signInOf(new Headers({ cookie }));

  test('a sign-in is proven by an httpOnly, SameSite=Lax cookie', async () => {
    const id = await identity.createUser(ada);
    const response = await post('sign-in/email', { email: 'ADA@northwind.example', password: ada.password });
    expect(response.headers.getSetCookie()[0]).toMatch(/^latchkey\.session_token=.*HttpOnly; SameSite=Lax$/);
    expect(await who(cookieOf(response))).toMatchObject({ user: { id, name: 'Ada', email: ada.email } });
  });

  test('over https the cookie is Secure', async () => {
    identity.close();
    identity = await open(true);
    await identity.createUser(ada);
    expect((await post('sign-in/email', ada)).headers.getSetCookie()[0]).toMatch(/^__Secure-latchkey\.session_token=.*; Secure/);
  });

  test.each([['wrong password', ada.email], [ada.password, 'nobody@northwind.example']])('a wrong password or address: 401, no cookie', async (password, email) => {
    await identity.createUser(ada);
    const response = await post('sign-in/email', { email, password });
    expect([response.status, response.headers.getSetCookie()]).toEqual([401, []]);
  });

  test.each(['', 'latchkey.session_token=', 'latchkey.session_token=abc.def', 'latchkey.session_token=%00%ff'])('CASE-15 no session: %s', async (cookie) => {
    expect(await who(cookie)).toBeNull();
  });

  test('CASE-17 signing out ends this sign-in and says so; the other one goes on', async () => {
    const user = await identity.createUser(ada);
    const [first, second] = [await signIn(), await signIn()];
    const gone = (await who(first))?.signIn;
    const ended: unknown[] = [];
    identity.onSignedOut((...args) => ended.push(args));
    expect((await post('sign-out', {}, first)).status).toBe(200);
    expect(ended).toEqual([[user, gone]]);
    expect(await who(first)).toBeNull();
    expect(await who(second)).not.toBeNull();
  });

  test('CASE-17 signing out everywhere ends all sign-ins', async () => {
    await identity.createUser(ada);
    const [first, second] = [await signIn(), await signIn()];
    const ended: unknown[] = [];
    identity.onSignedOut((...args) => ended.push(args));
    await post('revoke-sessions', {}, first);
    expect(ended).toHaveLength(2);
    expect([await who(first), await who(second)]).toEqual([null, null]);
  });

  test('OUT-8 a cookie tells a sign-in that was ended from one that ran out or was never there', async () => {
    const user = await identity.createUser(ada);
    const [first, second, third] = [await signIn(), await signIn(), await signIn()];
    const endedOf = (cookie: string) => {
      const found = identity.unproven(new Headers({ cookie }));
      return found.kind === 'ended' ? found.user : null;
    };
    expect(endedOf(first)).toBeNull();
    await post('sign-out', {}, first);
    expect([endedOf(first), endedOf(second)]).toEqual([user, null]);
    await post('revoke-sessions', {}, second);
    expect([endedOf(second), endedOf(third)]).toEqual([user, user]);
    for (const cookie of ['', 'latchkey.session_token=', 'latchkey.session_token=abc.def', `latchkey.session_token=${third.slice(30)}`]) expect(endedOf(cookie)).toBeNull();
  });

  test('OUT-10 a sign-in runs out once it has not been prolonged for as many days as were said', async () => {
    const DAY = 24 * 60 * 60 * 1000;
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    try {
      await identity.createUser(ada);
      const cookie = await signIn();
      const until = async () => ((await who(cookie))?.until ?? NaN) - Date.now();
      expect(await until()).toBe(DAY);
      for (const days of [90, 3]) {
        expect(await identity.prolong(new Headers({ cookie }), days)).toEqual([expect.stringContaining(cookie)]);
        expect(await until()).toBe(days * DAY);
      }
      vi.setSystemTime(Date.now() + 3 * DAY - 1);
      expect(await who(cookie)).not.toBeNull();
      await identity.prolong(new Headers({ cookie }), 3);
      vi.setSystemTime(Date.now() + 3 * DAY + 1);
      expect(await who(cookie)).toBeNull();
      expect(await identity.prolong(new Headers({ cookie }), 3)).not.toContainEqual(expect.stringContaining(cookie));
      expect(await who(cookie)).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('OUT-8 a sign-in that ran out was not ended', async () => {
    await identity.createUser(ada);
    const cookie = await signIn();
    vi.useFakeTimers({ now: Date.now() + 15 * 24 * 60 * 60 * 1000, toFake: ['Date'] });
    try {
      expect(await who(cookie)).toBeNull();
      expect(identity.unproven(new Headers({ cookie }))).toEqual({ kind: 'unknown' });
    } finally {
      vi.useRealTimers();
    }
  });

  test.each(['sign-up/email', 'update-user', 'delete-user', 'change-email', 'get-session', 'list-sessions', 'sign-in/social', 'sign-in/../sign-up/email'])(
    '%s is not offered',
    async (path) => {
      await identity.createUser(ada);
      const response = await post(path, { name: 'Eve', email: 'eve@northwind.example', password: 'let me in please' }, await signIn());
      expect(response.status).toBe(404);
      expect((await post('sign-in/email', { email: 'eve@northwind.example', password: 'let me in please' })).status).toBe(401);
    },
  );

  test('an e-mail address is one person, whatever its case', async () => {
    await identity.createUser(ada);
    await expect(identity.createUser({ ...ada, email: 'Ada@Northwind.example' })).rejects.toThrow(/already/);
  });

  test('a person who was taken back can not sign in, and can be made anew', async () => {
    await identity.createUser(ada);
    const cookie = await signIn();
    await identity.removeUser(ada.email);
    expect(await who(cookie)).toBeNull();
    await identity.createUser(ada);
    expect(await who(await signIn())).not.toBeNull();
  });

  const eve = { ...ada, email: 'eve@northwind.example' };
  test.each<['run' | 'all', (identity: Identity) => Promise<unknown>]>([
    ['run', (identity) => identity.removeUser(ada.email)],
    ['all', (identity) => identity.createUser(eve)],
  ])('CASE-37 after an fsync that failed (%s) the process is told to end, once, and nothing is written before it starts again', async (method, write) => {
    await identity.createUser(ada);
    identity.close();
    const told: string[] = [];
    identity = await open(false, ({ message }) => void told.push(message));
    const statements = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as Database.Statement;
    const original = statements[method] as (...values: unknown[]) => unknown;
    const disk = vi.spyOn(statements, method).mockImplementation(function (this: Database.Statement, ...values) {
      if (!this.readonly) throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
      return original.apply(this, values) as never;
    });
    await expect(write(identity)).rejects.toThrow();
    disk.mockRestore();
    await expect(identity.createUser(eve)).rejects.toThrow('nothing is written before a restart');
    expect(told).toEqual(['disk I/O error']);
    identity.close();
    identity = await open();
    expect([await identity.hasUser(ada.email), await identity.hasUser(eve.email)]).toEqual([true, false]);
  });

  test('the file is for the owner of the process alone', () => expect(statSync(join(directory, 'identity.db')).mode & 0o777).toBe(0o600));
});
