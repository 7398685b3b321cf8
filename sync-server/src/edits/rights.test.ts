import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { activationRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { FOUNDED, openScene, WORKSPACE, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const isOn = async (user: string): Promise<unknown> => (await scene.row('connectedUser', user))?.record['enabled'];
const setEnabled = (enabled: boolean, user = 'u1') => ['connectedUser.setEnabled', { user, enabled }] as const;

test('CASE-23 in a batch of permitted and forbidden edits each is judged alone', async () => {
  const device = await scene.device('max').show();
  const verdicts = await device.send(
    device.edit(...setEnabled(false, 'u1')),
    device.edit('member.setEnabled', { member: 'mia', enabled: false }),
    device.edit(...setEnabled(false, 'u2')),
  );
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['applied', 'refused', 'applied']);
  expect((await scene.row('member', 'mia'))?.record['enabled']).toBe(true);
});

test('CASE-24 demoted while offline: judged by the rights of now', async () => {
  const [device, owner] = [await scene.device('max').show(), await scene.device('olivia').show()];
  const edit = device.edit(...setEnabled(false));
  await owner.do('member.setEnvironmentLevel', { member: 'max', environment: 'production', level: 'monitor' });
  expect(await device.send(edit)).toMatchObject([{ outcome: 'refused', reason: 'forbidden' }]);
  expect(await isOn('u1')).toBe(true);
});

test('CASE-25 the right is lost while the batch waits for its lock: judged by the rights under the lock', async () => {
  const [device, owner] = [await scene.device('max').show(), await scene.device('olivia').show()];
  const demotion = owner.do('member.setEnabled', { member: 'max', enabled: false });
  const waiting = device.do(...setEnabled(false));
  expect(await demotion).toMatchObject({ outcome: 'applied' });
  expect(await waiting).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
});

test('PERM-6 a batch that gives up its own right loses it from the next edit on', async () => {
  const device = await scene.device('ada').show();
  const verdicts = await device.send(
    device.edit('member.setLevel', { member: 'ada', level: 'none' }),
    device.edit('member.setEnabled', { member: 'max', enabled: false }),
  );
  expect(verdicts).toMatchObject([{ outcome: 'applied' }, { outcome: 'refused', reason: 'unknown' }]);
});

test('CASE-22 nobody raises themselves, and only owners change owners', async () => {
  const ada = await scene.device('ada').show();
  expect(await ada.do('member.setLevel', { member: 'ada', level: 'owner' })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
  expect(await ada.do('member.setEnabled', { member: 'otto', enabled: false })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
});

test('EDIT-8 CASE-22 the last owner can not be demoted, disabled or removed', async () => {
  const olivia = await scene.device('olivia').show();
  expect(await olivia.do('member.setRemoved', { member: 'otto', removed: true })).toMatchObject({ outcome: 'applied' });
  for (const [name, args] of [
    ['member.setLevel', { member: 'olivia', level: 'administrator' }],
    ['member.setEnabled', { member: 'olivia', enabled: false }],
    ['member.setRemoved', { member: 'olivia', removed: true }],
  ] as const) {
    expect(await olivia.do(name, args)).toMatchObject({ outcome: 'refused', reason: 'last-owner' });
  }
});

test('CASE-22 two owners demoting each other at once: one of them remains', async () => {
  const [olivia, otto] = [await scene.device('olivia').show(), await scene.device('otto').show()];
  const verdicts = await Promise.all([
    olivia.do('member.setLevel', { member: 'otto', level: 'none' }),
    otto.do('member.setLevel', { member: 'olivia', level: 'none' }),
  ]);
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['applied', 'refused']);
  expect((await scene.row('member', 'olivia'))?.record['level']).toBe('owner');
});

test('PERM-11 a team gives its integration level to those who are in it, for as long as they are', async () => {
  const integration = sampleIntegration(WORKSPACE, 'production', 'hubspot');
  const activation = { environment: 'production', integration: 'hubspot', user: 'u1', account: null, sharing: 'user', enabled: true, createdAt: FOUNDED } as const;
  await scene.put([integration, activationRow(WORKSPACE, 'act', activation, null)]);
  const [olivia, nora] = [await scene.device('olivia').show(), scene.device('nora')];
  const tries = async (enabled: boolean) => (await (await nora.show('scoped.hubspot')).do('activation.setEnabled', { activation: 'act', enabled })).outcome;
  const team = randomUUID();
  await olivia.do('team.create', { team, name: 'Support' });
  await olivia.do('team.setMember', { team, member: 'nora', on: true });
  expect(await tries(false)).toBe('refused');
  await olivia.do('team.setIntegrationLevel', { team, integration: 'hubspot', level: 'manage' });
  expect(await tries(false)).toBe('applied');
  await olivia.do('team.setMember', { team, member: 'nora', on: false });
  expect(await tries(true)).toBe('refused');
  await olivia.do('team.setMember', { team, member: 'nora', on: true });
  await olivia.do('team.setRemoved', { team, removed: true });
  expect(await tries(true)).toBe('refused');
});

test('EDIT-12 rights are given where there is something to have them on, and taken anywhere', async () => {
  const integration = sampleIntegration(WORKSPACE, 'production', 'hubspot');
  await scene.put([{ ...integration, record: { ...integration.record, group: 'CRM' } }]);
  const olivia = await scene.device('olivia').show();
  const runs = (target: string, on: boolean) => ['member.setRunRight', { member: 'nora', target, right: 'view', on }] as const;
  const level = (environment: string, level: string) => ['member.setEnvironmentLevel', { member: 'nora', environment, level }] as const;
  for (const [missing, [name, args]] of [
    ['environment', level('elsewhere', 'monitor')],
    ['integration', runs('integration/gone', true)],
    ['integration', runs('integration/CRM', true)],
    ['group of integrations', runs('group/Finance', true)],
    ['group of integrations', runs('group/hubspot', true)],
  ] as const) {
    expect(await olivia.do(name, args)).toMatchObject({ outcome: 'refused', reason: 'conflict', message: `There is no such ${missing} in this workspace.` });
  }
  const allowed = [level('production', 'monitor'), level('elsewhere', 'none'), runs('integration/hubspot', true), runs('group/CRM', true), runs('integration/gone', false), runs('group/Finance', false)];
  for (const [name, args] of allowed) {
    expect(await olivia.do(name, args)).toMatchObject({ outcome: 'applied' });
  }
  expect((await scene.row('member', 'nora'))?.record).toMatchObject({ environments: { production: 'monitor' }, runs: { 'integration/hubspot': { view: true }, 'group/CRM': { view: true } } });
});

test('CASE-29 an id of one environment is unknown in another, and to who may read neither', async () => {
  const device = await scene.device('moritz').show('development');
  const asIfHere = await device.do(...setEnabled(false));
  expect(asIfHere).toMatchObject({ outcome: 'refused', reason: 'unknown' });
  const invented = await device.do(...setEnabled(false, 'nobody'));
  expect({ ...asIfHere, id: '' }).toEqual({ ...invented, id: '' });
  const nora = await scene.device('nora').show();
  expect(await nora.do(...setEnabled(false))).toMatchObject({ outcome: 'refused', reason: 'unknown', versions: {} });
});

test('CASE-26 there is no edit that writes what the server reports', async () => {
  const device = await scene.device('olivia').show();
  const edit = { ...device.edit(...setEnabled(false)), args: { user: 'u1', enabled: true, lastSeenAt: FOUNDED } };
  expect(await device.send(edit)).toMatchObject([{ outcome: 'refused', reason: 'malformed' }]);
  expect((await scene.row('connectedUser', 'u1'))?.status).toEqual({ lastSeenAt: null });
});

test('nobody dismisses the notices of another', async () => {
  const [max, olivia] = [await scene.device('max').show(), await scene.device('olivia').show()];
  await max.do('member.setEnabled', { member: 'mia', enabled: false });
  const [notice] = await scene.notices('max');
  await olivia.show('me.max');
  expect(await olivia.do('notice.dismiss', { notice: notice?.id ?? '' })).toMatchObject({ outcome: 'refused', reason: 'unknown' });
  await max.show('me.max');
  expect(await max.do('notice.dismiss', { notice: notice?.id ?? '' })).toMatchObject({ outcome: 'applied' });
  expect(await scene.notices('max')).toEqual([]);
});
