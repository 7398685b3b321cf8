import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonBody, signInTo, startBareServer } from '../testing/server.ts';

const first = { workspace: 'Northwind', name: 'Olga', email: 'olga@northwind.example', password: 'long enough to be one' };

describe('set-up', () => {
  let server: Awaited<ReturnType<typeof startBareServer>>;
  beforeAll(async () => void (server = await startBareServer()));
  afterAll(() => server.end());
  const send = (body: unknown) => fetch(`${server.url}/api/set-up`, jsonBody(body));
  const state = async (): Promise<unknown> => (await fetch(`${server.url}/api/set-up`)).json();

  test('is needed on an empty server, which shows no sample', async () => expect(await state()).toEqual({ needed: true, sample: null }));

  test.each([
    [{ ...first, email: 'olga' }, 'email', /must be an e-mail address/],
    [{ ...first, email: 'olga@northwind' }, 'email', /must be an e-mail address/],
    [{ ...first, password: 'short' }, 'password', /at least 10/],
    [{ ...first, workspace: '' }, 'workspace', /must not be empty/],
    [{ ...first, name: undefined }, 'name', /is missing/],
    [{ ...first, name: '\ud800' }, 'name', /well-formed/],
    [{ ...first, name: ' ' }, 'name', /only blanks/],
    [{ ...first, workspace: 'North\u2067wind' }, 'workspace', /direction of the text/],
    [{ ...first, level: 'owner' }, 'level', /is not a field/],
  ])('CASE-6 a wrong field is named: %#', async (body, field, message) => {
    const response = await send(body);
    expect([response.status, response.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect(((await response.json()) as { errors: unknown }).errors).toEqual([{ field, message: expect.stringMatching(message) as string }]);
    expect(await state()).toEqual({ needed: true, sample: null });
  });

  test('of ten in parallel exactly one succeeds; the others leave nobody behind', async () => {
    const people = Array.from({ length: 10 }, (_, i) => ({ ...first, email: `olga${i}@northwind.example` }));
    const statuses = await Promise.all(people.map(async (person) => (await send(person)).status));
    expect(statuses.toSorted()).toEqual([201, ...Array<number>(9).fill(409)]);
    expect(await state()).toEqual({ needed: false, sample: null });
    const [winner, loser] = [people[statuses.indexOf(201)], people[statuses.indexOf(409)]];
    const person = await signInTo(server.url, winner?.email ?? '', first.password);
    expect(await (await person.fetch('/api/session')).json()).toMatchObject({
      workspaces: [
        {
          name: 'Northwind',
          member: { level: 'owner', enabled: true },
          environments: [
            { name: 'Development', isProduction: false },
            { name: 'Staging', isProduction: false },
            { name: 'Production', isProduction: true },
          ],
        },
      ],
    });
    await expect(signInTo(server.url, loser?.email ?? '', first.password)).rejects.toThrow(/401/);
  });
});
