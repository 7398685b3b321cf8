import { afterEach, beforeEach, expect, test } from 'vitest';
import { activationRow, connectionRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import type { Row } from '../store/store.ts';
import { FOUNDED, memberOf, openScene, WORKSPACE, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  await scene.put([
    ...['contacts', 'deals'].map((id) => sampleIntegration(WORKSPACE, 'production', id)),
    connection('first', '2026-01-01'),
    connection('second', '2026-02-01'),
    memberOf('nora', { integrations: { contacts: 'manage' } }),
  ]);
});
afterEach(() => scene.close());

const connection = (id: string, day: string, change: { readonly sharing?: 'account'; readonly account?: string; readonly user?: string } = {}): Row =>
  connectionRow(
    WORKSPACE,
    id,
    {
      ...{ environment: 'production', connector: 'hubspot', name: `Login ${id}`, user: 'u1', account: null, sharing: 'user', proprietary: false } as const,
      ...{ status: 'valid', reason: null, authorizedAt: `${day}T00:00:00.000Z` } as const,
      ...change,
    },
    id,
  );

const activation = (integration: string, change: { readonly sharing?: 'account'; readonly account?: string; readonly user?: string } = {}): Row => {
  const record = { ...{ environment: 'production', integration, user: 'u1', account: null, sharing: 'user', enabled: true, createdAt: FOUNDED } as const, ...change };
  return activationRow(WORKSPACE, `${integration} ${record.user} ${record.sharing}`, record, null);
};

const rename = (id: string) => ['connection.rename', { connection: id, name: 'Sales' }] as const;
const remove = (id: string, removed = true) => ['connection.setRemoved', { connection: id, removed }] as const;

test("PERM-10 a name is chosen from the user's second connection for a connector on, and taken back", async () => {
  const max = await scene.device('max').show();
  expect(await max.do(...rename('first'))).toMatchObject({ outcome: 'refused', reason: 'conflict', message: expect.stringContaining('This is the first.') as string });
  expect(await max.do(...rename('second'))).toMatchObject({ outcome: 'applied' });
  expect((await scene.row('connection', 'second'))?.record['name']).toBe('Sales');
  expect(await max.do('connection.rename', { connection: 'second', name: 'Login second' })).toMatchObject({ outcome: 'applied' });
  expect((await scene.row('connection', 'second'))?.record['name']).toBe('Login second');
});

test('PERM-10 one that an account shares counts as its user’s', async () => {
  await scene.put([connection('third', '2026-03-01', { sharing: 'account', account: 'a1' })]);
  expect(await (await scene.device('max').show()).do(...rename('third'))).toMatchObject({ outcome: 'applied' });
});

test('PERM-9 a connection that one integration uses: who manages that one; removed and put back', async () => {
  await scene.put([activation('contacts')]);
  const nora = await scene.device('nora').show();
  expect(await nora.do(...remove('second'))).toMatchObject({ outcome: 'applied' });
  expect((await scene.row('connection', 'second'))?.removed).toBe(true);
  expect(await nora.do(...remove('second', false))).toMatchObject({ outcome: 'applied' });
  expect((await scene.row('connection', 'second'))?.removed).toBe(false);
});

test.each<[string, readonly Row[]]>([
  ['both by its user', [activation('contacts'), activation('deals')]],
  ['one shared by its account', [activation('contacts'), connection('second', '2026-02-01', { account: 'a1' }), activation('deals', { user: 'u2', sharing: 'account', account: 'a1' })]],
  ['itself shared by its account', [activation('contacts'), activation('deals', { user: 'u2', account: 'a1' }), connection('second', '2026-02-01', { sharing: 'account', account: 'a1' })]],
])('PERM-9 a connection that two integrations use, %s: only who manages both', async (_, rows) => {
  await scene.put(rows);
  const nora = await scene.device('nora').show();
  for (const [name, args] of [rename('second'), remove('second')]) {
    expect(await nora.do(name, args)).toMatchObject({ outcome: 'refused', reason: 'forbidden', message: expect.stringContaining('manages all of them') as string });
  }
  await scene.put([memberOf('nora', { integrations: { contacts: 'manage', deals: 'monitor' } })]);
  expect(await nora.do(...remove('second'))).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  await scene.put([memberOf('nora', { integrations: { contacts: 'manage', deals: 'manage' } })]);
  expect(await nora.do(...remove('second'))).toMatchObject({ outcome: 'applied' });
});

test('PERM-9 a connection that none uses is of nobody who manages single integrations; PERM-7 nor do they learn of it', async () => {
  const nora = await scene.device('nora').show();
  expect(await nora.do(...remove('second'))).toMatchObject({ outcome: 'refused', reason: 'unknown' });
  expect(await (await scene.device('max').show()).do(...remove('second'))).toMatchObject({ outcome: 'applied' });
});
