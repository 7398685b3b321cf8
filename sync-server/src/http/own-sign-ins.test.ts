import { OwnSignIns } from '@latchkey/shared/protocol/own-sign-ins';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { owner, PASSWORD, startTestServer, type Person, type TestServer } from '../testing/server.ts';

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

describe('where one is signed in', () => {
  let server: TestServer;
  let here: Person;
  let phone: RequestInit;
  beforeAll(async () => {
    server = await startTestServer();
    here = await server.signIn(owner.email);
    await server.addMember('Max', {});
    const answer = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': PHONE },
      body: JSON.stringify({ email: owner.email, password: PASSWORD }),
    });
    phone = { headers: { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' } };
  });
  afterAll(() => server.end());
  const list = async (person: Person) => v.parse(OwnSignIns, await (await person.fetch('/api/me/sign-ins')).json()).signIns;
  const pulse = () => fetch(`${server.url}/api/pulse`, phone);

  test('OUT-8 each is named by its browser; one that is ended there is told to forget, and the others go on', async () => {
    expect((await pulse()).status).toBe(200);
    const found = (await list(here)).find(({ device }) => device === 'Safari on iPhone');
    expect(found).toMatchObject({ here: false });
    expect((await here.fetch(`/api/me/sign-ins/${found?.id}`, { method: 'DELETE' })).status).toBe(204);
    const answer = await pulse();
    expect([answer.status, await answer.json()]).toMatchObject([401, { type: 'urn:latchkey:problem:sign-in-ended' }]);
    expect((await list(here)).map(({ id }) => id)).not.toContain(found?.id);
    expect((await list(here)).filter((signIn) => signIn.here)).toHaveLength(1);
  });

  test('nobody sees or ends those of somebody else', async () => {
    const max = await server.signIn('max@northwind.example');
    const [own] = await list(here);
    expect((await list(max)).map(({ id }) => id)).not.toContain(own?.id);
    expect((await max.fetch(`/api/me/sign-ins/${own?.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await here.fetch('/api/pulse')).status).toBe(200);
  });
});
