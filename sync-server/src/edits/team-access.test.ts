/** Access that comes from a team (EDIT-14). */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accountRow, APP, appDocument, openAppScene, sampleAccount, type AppScene } from './app-scene.ts';
import type { Store } from '../store/store.ts';
import { memberOf, WORKSPACE } from './scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const team = randomUUID();
const appTeam = randomUUID();
const linkTeam = async () => {
  const olivia = await scene.device('olivia').show();
  await olivia.do('team.create', { team, name: 'Support' });
  await olivia.do('team.setMember', { team, member: 'mia', on: true });
  await olivia.show(appDocument);
  const verdict = await olivia.do('appTeam.add', { appTeam, environment: 'production', integration: APP, name: 'Agents', role: 'viewer', team });
  expect(verdict).toMatchObject({ outcome: 'applied' });
  await olivia.show();
  return olivia;
};
const accountOf = async (member: string) =>
  (await scene.store.read((reader) => reader.accountsOfMember(member))).filter(({ parent }) => parent === APP).map(({ id, record }) => ({ id, record }));

test('EDIT-14 AUDIT-3 follows the team: who comes is invited, who leaves is removed, under the thread of the edit', async () => {
  const olivia = await linkTeam();
  expect(await accountOf('mia')).toMatchObject([{ record: { teams: { [appTeam]: true }, desired: { presence: 'gone' }, operation: { kind: 'invite' } } }]);
  const thread = randomUUID();
  await olivia.do('team.setMember', { team, member: 'nora', on: true }, { thread });
  expect((await scene.account('acc')).teams).toEqual({ [appTeam]: true });
  const entries = (await scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 5 }))).filter((entry) => entry.thread === thread);
  expect(entries.map(({ action }) => action)).toEqual(['appAccount.teamAccess', 'team.setMember']);
  await olivia.do('team.setMember', { team, member: 'mia', on: false });
  const [mias] = await accountOf('mia');
  expect(mias?.record).toMatchObject({ teams: {}, operation: null, reported: { presence: 'unknown' } });
});

test('EDIT-14 is not removed one by one: the refusal names the team', async () => {
  const olivia = await linkTeam();
  await olivia.do('team.setMember', { team, member: 'nora', on: true });
  await olivia.show(appDocument);
  const verdict = await olivia.do('appAccount.setPresence', { account: 'acc', presence: 'gone' });
  expect(verdict).toMatchObject({ outcome: 'refused', reason: 'conflict', message: expect.stringContaining('Agents') as string });
});

test.each([
  ['the team', 'team.setRemoved', { team }, undefined],
  ['the app team', 'appTeam.setRemoved', { appTeam }, appDocument],
  ['the member', 'member.setRemoved', { member: 'mia' }, undefined],
] as const)('EDIT-14 goes with %s, and comes back when that is taken back', async (_, name, args, document) => {
  const olivia = await linkTeam();
  if (document !== undefined) await olivia.show(document);
  const [before] = await accountOf('mia');
  expect(await olivia.do(name, { ...args, removed: true })).toMatchObject({ outcome: 'applied' });
  expect((await accountOf('mia'))[0]?.record).toMatchObject({ teams: {}, operation: null });
  expect(await olivia.do(name, { ...args, removed: false })).toMatchObject({ outcome: 'applied' });
  expect((await accountOf('mia'))[0]).toEqual(before);
});

test.each([
  ['the team', 'team.setRemoved', { team, removed: true }, undefined],
  ['the app team', 'appTeam.setRemoved', { appTeam, removed: true }, appDocument],
  ['that it is for another team', 'appTeam.setTeam', { appTeam, team: null }, appDocument],
] as const)('EDIT-14 with %s it goes from every account that has it, also from one that is nobody\'s of the team', async (_, name, args, document) => {
  const olivia = await linkTeam();
  await scene.put([accountRow('left', sampleAccount({ username: 'former@example.com', member: null, teams: { [appTeam]: true } }))]);
  await olivia.show(document);
  expect(await olivia.do(name, args)).toMatchObject({ outcome: 'applied' });
  expect((await scene.account('left')).teams).toEqual({});
});

test('EDIT-14 is not withdrawn either, and is taken from the account that has it, whichever else is matched', async () => {
  const olivia = await linkTeam();
  const [mias] = await accountOf('mia');
  await olivia.show(appDocument);
  const verdict = await olivia.do('appAccount.setWithdrawn', { account: mias?.id ?? '', withdrawn: true });
  expect(verdict).toMatchObject({ outcome: 'refused', reason: 'conflict', message: expect.stringContaining('Agents') as string });
  await scene.put(['0', 'z'].map((id) => accountRow(id, sampleAccount({ username: id, member: 'mia' }))));
  await olivia.show();
  await olivia.do('team.setMember', { team, member: 'mia', on: false });
  expect((await scene.account(mias?.id ?? '')).teams).toEqual({});
});

test('of someone who has an account of their own, that is what is left', async () => {
  const olivia = await linkTeam();
  await olivia.do('team.setMember', { team, member: 'nora', on: true });
  await olivia.do('team.setRemoved', { team, removed: true });
  expect(await scene.account('acc')).toMatchObject({ teams: {}, desired: { presence: 'present' }, operation: null });
});

test('EDIT-14 a team of hundreds is followed in slices, between which others get their turn', async () => {
  const olivia = await linkTeam();
  const people = Array.from({ length: 300 }, (_, n) => memberOf('nora', { user: `user-${n}`, email: `p${n}@example.com` }));
  await scene.put(people.map((row, n) => ({ ...row, id: `p${n}`, key: `user-${n}` })));
  await olivia.show(appDocument);
  await olivia.do('appTeam.setTeam', { appTeam, team: null });
  const row = await scene.row('team', team);
  if (row === undefined) throw new Error('the team was made');
  await scene.put([{ ...row, record: { ...row.record, members: Object.fromEntries(people.map((_, n) => [`p${n}`, true])) } }]);
  let turns = 0;
  let turn = setImmediate(function again() {
    turns += 1;
    turn = setImmediate(again);
  });
  expect(await olivia.do('appTeam.setTeam', { appTeam, team })).toMatchObject({ outcome: 'applied' });
  clearImmediate(turn);
  expect(turns).toBeGreaterThan(5);
});

describe('EDIT-14 an account that changes hands', () => {
  const holders = async (): Promise<readonly string[]> => {
    const accounts = await scene.store.read((reader) => reader.rowsOfIntegration('appAccount', APP, { after: null, limit: 100 }));
    return accounts.filter(({ record }) => Object.hasOwn(record['teams'] as object, appTeam)).map(({ record }) => String(record['username'])).toSorted();
  };
  const matchTo = async (member: string | null, account = 'acc') => {
    const max = await scene.device('max').show(appDocument);
    const thread = randomUUID();
    expect(await max.do('appAccount.match', { account, member }, { thread })).toMatchObject({ outcome: 'applied' });
    return thread;
  };

  test('matched to who is in the team, it has their access, under the thread of the edit; matched to someone else, it loses it', async () => {
    const olivia = await linkTeam();
    await olivia.do('team.setMember', { team, member: 'ada', on: true });
    const [adas] = await accountOf('ada');
    await matchTo('nora', adas?.id);
    // The only account that goes by Ada's address is Nora's now.
    expect(await holders()).toEqual(['mia@example.com']);
    const thread = await matchTo('ada', 'acc');
    expect(await holders()).toEqual(['mia@example.com', 'nora@example.com']);
    const entries = (await scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 5 }))).filter((entry) => entry.thread === thread);
    expect(entries.map(({ action }) => action)).toEqual(['appAccount.teamAccess', 'appAccount.match']);
    await matchTo('nora', 'acc');
    expect(await holders()).toEqual(['mia@example.com']);
  });

  test('whoever it is taken from has another account, or is invited anew; nobody has two', async () => {
    await linkTeam();
    const [mias] = await accountOf('mia');
    await scene.put([accountRow('second', sampleAccount({ username: 'second', member: 'nora' }))]);
    await matchTo('mia', 'second');
    expect(await holders()).toEqual(['mia@example.com']);
    await matchTo('nora', mias?.id);
    expect(await holders()).toEqual(['second']);
    expect(await scene.account(mias?.id ?? '')).toMatchObject({ teams: {}, operation: null });
    await matchTo('nora', 'second');
    expect(await holders()).toEqual([]);
    await matchTo(null, mias?.id);
    expect(await holders()).toEqual(['mia@example.com']);
  });

  test('of several app teams, each follows', async () => {
    const olivia = await linkTeam();
    const [mias] = await accountOf('mia');
    await olivia.show(appDocument);
    const leads = randomUUID();
    await olivia.do('appTeam.add', { appTeam: leads, environment: 'production', integration: APP, name: 'Leads', role: 'admin', team });
    await matchTo('nora', mias?.id);
    expect((await scene.account(mias?.id ?? '')).teams).toEqual({});
    await matchTo('mia', mias?.id);
    expect((await scene.account(mias?.id ?? '')).teams).toEqual({ [appTeam]: true, [leads]: true });
  });

  test('unmatched, it keeps the access of whom it goes by the address', async () => {
    await linkTeam();
    const [mias] = await accountOf('mia');
    const { operation } = await scene.account(mias?.id ?? '');
    await matchTo(null, mias?.id);
    expect(await scene.account(mias?.id ?? '')).toMatchObject({ teams: { [appTeam]: true }, operation });
  });

  test('whose it becomes is found without reading the others of the team', async () => {
    const read: string[] = [];
    const watched = (store: Store): Store => ({
      ...store,
      transact: (work) =>
        store.transact((transaction) =>
          work({
            ...transaction,
            row(kind, id) {
              if (kind === 'member') read.push(id);
              return transaction.row(kind, id);
            },
          }),
        ),
    });
    await scene.close();
    scene = await openAppScene({ wrap: watched });
    const olivia = await linkTeam();
    for (const member of ['ada', 'max', 'moritz', 'otto']) await olivia.do('team.setMember', { team, member, on: true });
    const [mias] = await accountOf('mia');
    read.length = 0;
    await matchTo(null, mias?.id);
    expect([...new Set(read)].toSorted()).toEqual(['mia']);
    expect((await scene.account(mias?.id ?? '')).teams).toEqual({ [appTeam]: true });
  });

  test('who leaves the team loses it on every account that has it', async () => {
    const olivia = await linkTeam();
    const has = { teams: { [appTeam]: true as const } };
    await scene.put(['0', 'z'].map((id) => accountRow(id, sampleAccount({ username: id, member: 'mia', ...has }))));
    await olivia.do('team.setMember', { team, member: 'mia', on: false });
    expect(await holders()).toEqual([]);
  });
});
