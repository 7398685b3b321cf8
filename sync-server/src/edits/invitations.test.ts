import { randomUUID } from 'node:crypto';
import { patience } from '@latchkey/shared/domain/patience';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP, appDocument, openAppScene, type AppScene } from './app-scene.ts';
import { FOUNDED, WORKSPACE, type Device } from './scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const invite = (email: string, change: { level?: string; integration?: string | null; scoped?: string } = {}) => {
  const invitation = randomUUID();
  return [invitation, { invitation, email, level: 'none', environment: 'production', integration: null, scoped: 'monitor', ...change }] as const;
};
const recordOf = async (id: string) => (await scene.row('invitation', id))?.record;
const allow = (membersMayInvite: boolean) =>
  scene.store.transact((transaction) => transaction.putWorkspace(WORKSPACE, { name: 'Acme', membersMayInvite, createdAt: FOUNDED }));

test('many addresses are many edits of one thread; one that is pending is sent again, not doubled', async () => {
  const olivia = await scene.device('olivia').show();
  const thread = randomUUID();
  const [first, second, again] = [invite('ivy@example.com'), invite('ina@example.com'), invite('IVY@example.com')];
  const verdicts = await olivia.send(...[first, second].map(([, args]) => olivia.edit('invitation.create', args, { thread })));
  expect(verdicts).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
  const day = 24 * 3_600_000;
  scene.now += day;
  expect(await olivia.do('invitation.create', again[1])).toMatchObject({ outcome: 'applied' });
  expect(await scene.row('invitation', again[0])).toBeUndefined();
  expect(await recordOf(first[0])).toMatchObject({ sentAt: new Date(scene.now).toISOString(), expiresAt: new Date(scene.now + 7 * day).toISOString() });
  expect(await recordOf(second[0])).toMatchObject({ status: 'pending', expiresAt: new Date(scene.now + 6 * day).toISOString(), invitedBy: 'olivia' });
});

test('EDIT-11 one that is pending in another environment is sent again from here; what it gives stays', async () => {
  const olivia = await scene.device('olivia').show();
  const [id, args] = invite('ivy@example.com');
  await olivia.do('invitation.create', args);
  scene.now += 3_600_000;
  await olivia.show('development');
  const [again, here] = invite('ivy@example.com', { scoped: 'manage' });
  expect(await olivia.do('invitation.create', { ...here, environment: 'development' })).toMatchObject({ outcome: 'applied' });
  expect(await scene.row('invitation', again)).toBeUndefined();
  expect(await recordOf(id)).toMatchObject({ environments: { production: 'monitor' }, sentAt: new Date(scene.now).toISOString() });
});

test('asked for longer than seven days ago it is not sent any more; sent again it is good for seven days', async () => {
  const olivia = await scene.device('olivia').show();
  const [id, args] = invite('ivy@example.com');
  await olivia.do('invitation.create', args, { at: scene.now - patience.rest - 1 });
  expect(await recordOf(id)).toMatchObject({ status: 'expired' });
  await olivia.do('invitation.resend', { invitation: id, at: new Date(scene.now).toISOString() });
  expect(await recordOf(id)).toMatchObject({ status: 'pending', expiresAt: new Date(scene.now + patience.rest).toISOString() });
});

test('a revoked one stays so against whoever did not know; its address can be invited anew', async () => {
  const [olivia, ada] = [await scene.device('olivia').show(), scene.device('ada')];
  const [id, args] = invite('ivy@example.com');
  await olivia.do('invitation.create', args);
  await ada.show();
  await olivia.do('invitation.setStatus', { invitation: id, status: 'revoked' });
  expect(await ada.do('invitation.setStatus', { invitation: id, status: 'pending' })).toMatchObject({ outcome: 'superseded', stands: 'revoked' });
  expect(await ada.do('invitation.resend', { invitation: id, at: new Date(scene.now).toISOString() })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  const [anew, more] = invite('ivy@example.com');
  expect(await ada.do('invitation.create', more)).toMatchObject({ outcome: 'applied' });
  expect(await recordOf(anew)).toMatchObject({ status: 'pending' });
  await olivia.show();
  expect(await olivia.do('invitation.setStatus', { invitation: id, status: 'pending' })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
});

test('PERM-3 others than administrators invite where the workspace allows it, and never above their own level', async () => {
  const moritz = await scene.device('moritz').show();
  expect(await moritz.do('invitation.create', invite('ivy@example.com')[1])).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  await allow(true);
  expect(await moritz.do('invitation.create', invite('ivy@example.com')[1])).toMatchObject({ outcome: 'applied' });
  for (const above of [{ scoped: 'manage' }, { level: 'administrator' }, { integration: APP, scoped: 'manage' }]) {
    expect(await moritz.do('invitation.create', invite(`${randomUUID()}@example.com`, above)[1])).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  }
  expect(await moritz.do('invitation.create', invite('ina@example.com', { integration: APP })[1])).toMatchObject({ outcome: 'applied' });
});

test('PERM-3 whoever has rights on one integration invites to that one', async () => {
  await allow(true);
  const olivia = await scene.device('olivia').show();
  await olivia.do('member.setIntegrationLevel', { member: 'nora', integration: APP, level: 'manage' });
  const nora = await scene.device('nora').show(appDocument);
  const [id, args] = invite('ivy@example.com', { integration: APP, scoped: 'manage' });
  expect(await nora.do('invitation.create', args)).toMatchObject({ outcome: 'applied' });
  expect(await recordOf(id)).toMatchObject({ environments: {}, integrations: { [APP]: 'manage' } });
  expect(await nora.do('invitation.create', invite('ina@example.com')[1])).toMatchObject({ outcome: 'refused' });
});

test('PERM-3 a level that an invitation gives is changed by whoever may give it, and the new one', async () => {
  await allow(true);
  const olivia = await scene.device('olivia').show();
  const [id, args] = invite('ivy@example.com');
  await olivia.do('invitation.create', args);
  const set = (by: Device, level: string) => by.do('invitation.setIntegrationLevel', { invitation: id, integration: APP, level });
  await set(olivia, 'manage');
  const moritz = await scene.device('moritz').show();
  for (const level of ['none', 'monitor', 'manage']) expect(await set(moritz, level)).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  expect(await recordOf(id)).toMatchObject({ integrations: { [APP]: 'manage' } });
  await olivia.show();
  await set(olivia, 'monitor');
  await moritz.show();
  expect(await set(moritz, 'none')).toMatchObject({ outcome: 'applied' });
});

test('INVITE-1 what is all that an invitation gives is not taken from it: it is revoked', async () => {
  const olivia = await scene.device('olivia').show();
  const [only, args] = invite('ivy@example.com', { integration: APP });
  const [beside, more] = invite('ina@example.com');
  for (const each of [args, more]) await olivia.do('invitation.create', each);
  await olivia.do('invitation.setIntegrationLevel', { invitation: beside, integration: APP, level: 'manage' });
  const none = (invitation: string) => olivia.do('invitation.setIntegrationLevel', { invitation, integration: APP, level: 'none' });
  expect(await none(only)).toMatchObject({ outcome: 'refused', reason: 'conflict', message: 'This is all that the invitation gives: revoke it instead.' });
  expect(await none(beside)).toMatchObject({ outcome: 'applied' });
});
