/** App teams, from what a manager wants to what the app did (STATUS-8, RECON). */
import { randomUUID } from 'node:crypto';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { explainTeamStatus, teamStatusOf } from '@latchkey/shared/domain/app-team-status';
import { patience } from '@latchkey/shared/domain/patience';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drive } from '../reconcile/drive.ts';
import { lapse } from '../reconcile/lapse.ts';
import { appTeamRow } from '../records/rows.ts';
import { APP, appDocument, openAppScene, type AppScene } from './app-scene.ts';
import { WORKSPACE, type Device } from './scene.ts';

let scene: AppScene;
let max: Device;
beforeEach(async () => {
  scene = await openAppScene();
  max = await scene.device('max').show(appDocument);
});
afterEach(() => scene.close());

const appTeam = randomUUID();
const team = async (id = appTeam) => v.parse(AppTeam, (await scene.row('appTeam', id))?.record);
const status = async (id = appTeam) => teamStatusOf(await team(id));
const carryOut = () => drive(scene.world, scene.connector, { kind: 'appTeam', id: appTeam });
/** By a device that was shown what is there. */
const ask = async (name: string, args: Parameters<Device['do']>[1]) => {
  scene.now += 1_000;
  await max.show(appDocument);
  return max.do(name, { appTeam, ...args });
};
const add = (forTeam: string | null = null) => ask('appTeam.add', { environment: 'production', integration: APP, name: 'Agents', role: 'viewer', team: forTeam });
/** One that the app has. */
const settle = async (): Promise<void> => {
  await add();
  while (await carryOut());
  expect(await status()).toBeNull();
};

describe('STATUS-8 what managers want of an app team waits for the app', () => {
  test('it is added and then given its role; both are asked of the app once', async () => {
    expect(await add()).toMatchObject({ outcome: 'applied' });
    expect(await status()).toBe('Adding');
    expect(await carryOut()).toBe(true);
    expect(await status()).toBe('Awaiting update');
    expect(await carryOut()).toBe(true);
    expect(await status()).toBeNull();
    expect(await carryOut()).toBe(false);
    expect(scene.connector.teams.get('Agents')).toEqual({ name: 'Agents', role: 'viewer' });
    const actions = (await scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 3 }))).map(({ action }) => action);
    expect(actions).toEqual(['appTeam.update', 'appTeam.create', 'appTeam.add']);
  });

  test('another role waits, fails with a reason, and is tried again', async () => {
    await settle();
    await ask('appTeam.setRole', { role: 'editor' });
    scene.connector.failures.push('The app has no such role.');
    await carryOut();
    const failed = explainTeamStatus(await team());
    expect(failed).toMatchObject({ status: 'Update failed', reason: 'The app has no such role.' });
    expect(await carryOut()).toBe(false);
    expect(await ask('appTeam.retry', { at: failed.retry })).toMatchObject({ outcome: 'applied' });
    expect(await status()).toBe('Awaiting update');
    expect(await carryOut()).toBe(true);
    expect([await status(), scene.connector.teams.get('Agents')?.role]).toEqual([null, 'editor']);
  });

  test('STATUS-9 it is taken out of the app, and stays as Removed; wanted again, it is the same one', async () => {
    await settle();
    await ask('appTeam.setPresence', { presence: 'gone' });
    expect(await status()).toBe('Awaiting removal');
    await carryOut();
    expect([await status(), scene.connector.teams.size]).toEqual(['Removed', 0]);
    await ask('appTeam.setPresence', { presence: 'present' });
    expect(await status()).toBe('Adding');
    while (await carryOut());
    expect(await status()).toBeNull();
  });

  test('what is queued is taken back; what the app knows is not', async () => {
    await add();
    expect(await ask('appTeam.setRemoved', { removed: true })).toMatchObject({ outcome: 'applied' });
    expect([await carryOut(), scene.connector.orders]).toEqual([false, []]);
    await ask('appTeam.setRemoved', { removed: false });
    await carryOut();
    expect(await ask('appTeam.setRemoved', { removed: true })).toMatchObject({ outcome: 'refused', reason: 'conflict' });

    await carryOut();
    await ask('appTeam.setRole', { role: 'editor' });
    await ask('appTeam.setRole', { role: 'viewer' });
    expect([await status(), await carryOut()]).toEqual([null, false]);
  });

  test('RECON-4 it lapses after seven days, also where it was asked for on a device that was away', async () => {
    await add();
    scene.now += patience.rest;
    expect(await lapse(scene.world)).toBe(1);
    expect(explainTeamStatus(await team())).toMatchObject({ status: 'Adding failed', reason: expect.stringContaining('lapsed') as string });
    await ask('appTeam.retry', { at: explainTeamStatus(await team()).retry });
    while (await carryOut());
    const away = await scene.device('mia').show(appDocument);
    const late = away.edit('appTeam.setRole', { appTeam, role: 'admin' });
    scene.now += patience.rest + 1;
    await away.send(late);
    expect(await status()).toBe('Update failed');
  });

  test('MERGE-4 of two managers who did not know of each other, the one who takes it out stands; their roles by the later one', async () => {
    await settle();
    const [one, other] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    await one.do('appTeam.setPresence', { appTeam, presence: 'gone' });
    scene.now += 1_000;
    expect(await other.do('appTeam.setPresence', { appTeam, presence: 'present' })).toMatchObject({ outcome: 'superseded', stands: 'gone' });
    await one.do('appTeam.setRole', { appTeam, role: 'editor' });
    scene.now += 1_000;
    expect(await other.do('appTeam.setRole', { appTeam, role: 'admin' })).toMatchObject({ outcome: 'applied' });
    expect(await team()).toMatchObject({ presence: 'gone', role: 'admin', operation: { kind: 'remove' } });
  });

  test('one that was kept before apps were asked counts as it stood, until it is changed', async () => {
    await scene.put([appTeamRow(WORKSPACE, appTeam, { environment: 'production', integration: APP, name: 'Agents', role: 'viewer', team: null })]);
    expect(await status()).toBeNull();
    await ask('appTeam.setRole', { role: 'editor' });
    expect(await team()).toMatchObject({ reported: { presence: 'present', role: 'viewer' }, operation: { kind: 'update', state: 'queued' } });
    expect(await ask('appTeam.setRemoved', { removed: true })).toMatchObject({ outcome: 'refused' });
  });
});

test('EDIT-14 an app team that is to be gone gives nothing any more; wanted again, it does', async () => {
  const olivia = await scene.device('olivia').show();
  const support = randomUUID();
  await olivia.do('team.create', { team: support, name: 'Support' });
  await olivia.do('team.setMember', { team: support, member: 'nora', on: true });
  await add(support);
  while (await carryOut());
  expect((await scene.account('acc')).teams).toEqual({ [appTeam]: true });
  await ask('appTeam.setPresence', { presence: 'gone' });
  expect((await scene.account('acc')).teams).toEqual({});
  await olivia.show();
  await olivia.do('team.setMember', { team: support, member: 'mia', on: true });
  expect(await scene.store.read((reader) => reader.accountsOfMember('mia'))).toEqual([]);
  await ask('appTeam.setPresence', { presence: 'present' });
  expect((await scene.account('acc')).teams).toEqual({ [appTeam]: true });
  expect(await scene.store.read((reader) => reader.accountsOfMember('mia'))).toHaveLength(1);
});

test('a check for updates finds the teams that are new, other and gone', async () => {
  const check = async (): Promise<void> => {
    await max.show('production');
    scene.now += 1_000;
    await max.do('integration.checkForUpdates', { integration: APP, at: new Date(scene.now).toISOString() });
    await drive(scene.world, scene.connector, { kind: 'integration', id: APP });
  };
  await settle();
  scene.connector.teams.set('Agents', { name: 'Agents', role: 'admin' });
  scene.connector.teams.set('Guests', { name: 'Guests', role: null });
  await check();
  expect(await status()).toBe('Awaiting update');
  const guests = await scene.store.read((reader) => reader.rowByKey('appTeam', 'production', `${APP} Guests`));
  expect(guests?.record).toMatchObject({ role: null, team: null, reported: { presence: 'present', role: null }, operation: null });

  scene.connector.teams.set('Agents', { name: 'Agents', role: 'x'.repeat(201) });
  await check();
  expect(await status()).toBe('Awaiting update');
  scene.connector.teams.delete('Agents');
  await check();
  expect([explainTeamStatus(await team()), await carryOut()]).toMatchObject([{ status: 'Removed', reason: expect.stringMatching(/app itself/) as string }, false]);
  await ask('appTeam.retry', { at: explainTeamStatus(await team()).retry });
  expect(await status()).toBe('Adding');
});
