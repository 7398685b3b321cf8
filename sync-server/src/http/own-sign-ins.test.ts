import { SIGN_IN_HEADER } from '@latchkey/shared/protocol/http';
import { OwnSignIns, type OwnSignIn } from '@latchkey/shared/protocol/own-sign-ins';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { jsonBody, owner, PASSWORD, startTestServer, type Person, type TestServer } from '../testing/server.ts';

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
const TWO_DAYS = 2 * 24 * 60 * 60 * 1000;

/** A device of {@link owner}: its cookie, and the id under which it keeps what it got. */
interface Phone {
  readonly id: string;
  readonly cookie: string;
}

describe('where one is signed in', () => {
  let server: TestServer;
  let here: Person;
  let max: Person;
  let phone: Phone;
  beforeAll(async () => {
    server = await startTestServer();
    here = await server.signIn(owner.email);
    await server.addMember('Max', {});
    max = await server.signIn('max@northwind.example');
  });
  beforeEach(async () => {
    phone = await signInWithPhone('');
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(() => server.end());

  /** Past the limit on sign-ins. */
  const signInWithPhone = async (before: string): Promise<Phone> => {
    const { identity } = server.services;
    const headers = { 'content-type': 'application/json', 'user-agent': PHONE, cookie: before };
    const answer = await identity.handle(new Request(`${server.url}/api/auth/sign-in/email`, { ...jsonBody({ email: owner.email, password: PASSWORD }), headers }));
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { id: (await identity.signInOf(new Headers({ cookie })))?.signIn ?? '', cookie };
  };
  const list = async (person: Person): Promise<readonly OwnSignIn[]> => v.parse(OwnSignIns, await (await person.fetch('/api/me/sign-ins')).json()).signIns;
  const listed = async (id: string) => (await list(here)).find((signIn) => signIn.id === id)?.state;
  const end = (person: Person, id: string) => person.fetch(`/api/me/sign-ins/${id}`, { method: 'DELETE' });
  const wipe = (person: Person, id: string) => person.fetch(`/api/me/sign-ins/${id}/wipe`, { method: 'POST' });
  const gone = (id: string) => fetch(`${server.url}/api/gone`, jsonBody({ signIn: id }));
  /** What the server says to the device, with and without its cookie. */
  const told = async (headers: Record<string, string>): Promise<string> => {
    const answer = await fetch(`${server.url}/api/pulse`, { headers });
    return answer.status === 200 ? 'good' : ((await answer.json()) as { type: string }).type.replace('urn:latchkey:problem:', '');
  };
  const both = ({ id, cookie }: Phone) => Promise.all([told({ cookie }), told({ [SIGN_IN_HEADER]: id })]);
  /** The phone is not used for so long that its sign-in runs out; those who ask go on. */
  const runOut = (): void => {
    vi.useFakeTimers({ now: Date.now() + TWO_DAYS, toFake: ['Date'] });
  };

  test('OUT-8 each is named by its browser; one that is ended there is told so, and the others go on', async () => {
    expect(await told({ cookie: phone.cookie })).toBe('good');
    expect((await list(here)).find(({ id }) => id === phone.id)).toMatchObject({ device: 'Safari on iPhone', here: false, state: { kind: 'good' } });
    expect((await end(here, phone.id)).status).toBe(204);
    expect(await both(phone)).toEqual(['sign-in-ended', 'signed-out']);
    expect((await list(here)).filter((signIn) => signIn.here)).toHaveLength(1);
    expect(await told({ cookie: here.cookie })).toBe('good');
  });

  test('OUT-8 one that was ended from elsewhere is listed until its device has said that it keeps nothing', async () => {
    await end(here, phone.id);
    expect(await listed(phone.id)).toEqual({ kind: 'signed-out' });
    expect((await gone(phone.id)).status).toBe(204);
    expect(await listed(phone.id)).toBeUndefined();
  });

  test('OUT-11 a wiped one is told so by cookie and by its id, and waits for the device until that has said that all is gone', async () => {
    await list(here);
    expect((await wipe(here, phone.id)).status).toBe(204);
    expect(await both(phone)).toEqual(['wiped', 'wiped']);
    expect(await told({})).toBe('signed-out');
    expect(await listed(phone.id)).toMatchObject({ kind: 'waits' });
    await gone(phone.id);
    expect(await listed(phone.id)).toMatchObject({ kind: 'wiped' });
    const at = await listed(phone.id);
    await gone(phone.id);
    expect(await listed(phone.id)).toEqual(at);
  });

  test('OUT-11 one that was signed out before is wiped too', async () => {
    await end(here, phone.id);
    expect((await wipe(here, phone.id)).status).toBe(204);
    expect(await both(phone)).toEqual(['wiped', 'wiped']);
  });

  test.each([true, false])('OUT-11 one that has run out is listed and wiped (its device came by since: %s)', async (came) => {
    await here.fetch('/api/pulse');
    runOut();
    if (came) expect(await both(phone)).toEqual(['signed-out', 'signed-out']);
    expect(await listed(phone.id)).toEqual({ kind: 'ran-out' });
    expect((await wipe(here, phone.id)).status).toBe(204);
    expect(await both(phone)).toEqual(['wiped', 'wiped']);
    expect(await listed(phone.id)).toMatchObject({ kind: 'waits' });
  });

  test('one that ran out goes from the list once the same browser has signed in again, as the same person', async () => {
    await here.fetch('/api/pulse');
    runOut();
    await told({ cookie: phone.cookie });
    expect(await listed(phone.id)).toEqual({ kind: 'ran-out' });
    const again = await signInWithPhone(phone.cookie);
    expect([await listed(phone.id), await listed(again.id)]).toEqual([undefined, { kind: 'good' }]);
  });

  test('OUT-8 signing out everywhere ends the others, which are listed until their devices have said that they keep nothing', async () => {
    await here.post('/api/auth/revoke-sessions', {});
    here = await server.signIn(owner.email);
    expect(await listed(phone.id)).toEqual({ kind: 'signed-out' });
    expect(await both(phone)).toEqual(['sign-in-ended', 'signed-out']);
  });

  test('nobody sees, ends or wipes those of somebody else, and nothing that is good is called gone', async () => {
    expect((await list(max)).map(({ id }) => id)).not.toContain(phone.id);
    for (const act of [end, wipe]) expect((await act(max, phone.id)).status).toBe(404);
    await gone(phone.id);
    expect(await listed(phone.id)).toEqual({ kind: 'good' });
    expect(await both(phone)).toEqual(['good', 'signed-out']);
    await end(here, phone.id);
    expect((await wipe(max, phone.id)).status).toBe(404);
    expect(await both(phone)).toEqual(['sign-in-ended', 'signed-out']);
  });
});
