import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleIntegration } from '../testing/rows.ts';
import { openScene, WORKSPACE, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const save = (view: string, shared: boolean, environment = 'production') =>
  ['view.save', { view, environment, screen: 'users', name: 'Invalid', query: 'status=invalid', shared }] as const;

test('VIEW-2 a view is shared with the environment by those who manage it, and changed by them all', async () => {
  const [max, moritz] = [await scene.device('max').show(), await scene.device('moritz').show()];
  const view = randomUUID();
  expect(await moritz.do(...save(view, true))).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  expect(await max.do(...save(view, true))).toMatchObject({ outcome: 'applied' });
  expect(await moritz.do('view.rename', { view, name: 'Mine' })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  expect(await scene.device('mia').show().then((mia) => mia.do('view.rename', { view, name: 'Ours' }))).toMatchObject({ outcome: 'applied' });
  expect((await scene.row('view', view))?.record).toEqual({ environment: 'production', member: null, screen: 'users', name: 'Ours', query: 'status=invalid' });
});

test('VIEW-2 PERM-7 a private one is in its author\'s own document, and nobody else can touch it', async () => {
  const [moritz, olivia] = [await scene.device('moritz').show('me.moritz'), await scene.device('olivia').show()];
  const view = randomUUID();
  expect(await moritz.do(...save(view, false))).toMatchObject({ outcome: 'applied', versions: { 'me.moritz': (await scene.state('me.moritz')).version } });
  for (const document of ['production', 'me.moritz', 'me.olivia']) {
    expect(await (await olivia.show(document)).do('view.setRemoved', { view, removed: true })).toMatchObject({ outcome: 'refused', reason: 'unknown' });
  }
  expect(await moritz.do('view.setRemoved', { view, removed: true })).toMatchObject({ outcome: 'applied' });
});

test('PERM-5 a view is of an environment of the workspace', async () => {
  const moritz = await scene.device('moritz').show('me.moritz');
  expect(await moritz.do(...save(randomUUID(), false, 'elsewhere'))).toMatchObject({ outcome: 'refused', reason: 'unknown' });
});

test('EDIT-11 saved by mistake it is taken back, and that is taken back too', async () => {
  const max = await scene.device('max').show();
  const view = randomUUID();
  await max.do(...save(view, true));
  for (const removed of [true, false]) expect(await max.do('view.setRemoved', { view, removed })).toMatchObject({ outcome: 'applied' });
  expect(await scene.row('view', view)).toMatchObject({ removed: false });
});

test('EDIT-12 notifications and levels are of integrations that are there; switching off needs none', async () => {
  await scene.put([sampleIntegration(WORKSPACE, 'production', 'hubspot'), { ...sampleIntegration(WORKSPACE, 'production', 'gone'), removed: true }]);
  const [moritz, olivia] = [await scene.device('moritz').show(), await scene.device('olivia').show()];
  const team = randomUUID();
  await olivia.do('team.create', { team, name: 'Support' });
  for (const integration of ['nowhere', 'gone']) {
    const missing = { outcome: 'refused', reason: 'conflict', message: 'There is no such integration in this workspace.' };
    expect(await moritz.do('member.setNotifications', { member: 'moritz', integration, on: true })).toMatchObject(missing);
    expect(await olivia.do('member.setIntegrationLevel', { member: 'moritz', integration, level: 'manage' })).toMatchObject(missing);
    expect(await olivia.do('team.setIntegrationLevel', { team, integration, level: 'manage' })).toMatchObject(missing);
    expect(await moritz.do('member.setNotifications', { member: 'moritz', integration, on: false })).toMatchObject({ outcome: 'applied' });
    expect(await olivia.do('member.setIntegrationLevel', { member: 'moritz', integration, level: 'none' })).toMatchObject({ outcome: 'applied' });
    expect(await olivia.do('team.setIntegrationLevel', { team, integration, level: 'none' })).toMatchObject({ outcome: 'applied' });
  }
});

test('own notifications: each their own, integration by integration, and nobody else\'s', async () => {
  await scene.put([sampleIntegration(WORKSPACE, 'production', 'hubspot')]);
  const [moritz, olivia] = [await scene.device('moritz').show(), await scene.device('olivia').show()];
  const on = { member: 'moritz', integration: 'hubspot', on: true };
  expect(await moritz.do('member.setNotifications', on)).toMatchObject({ outcome: 'applied' });
  expect(await olivia.do('member.setNotifications', { ...on, on: false })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  expect((await scene.row('member', 'moritz'))?.record['notifications']).toEqual({ hubspot: true });
});
