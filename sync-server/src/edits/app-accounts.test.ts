import { randomUUID } from 'node:crypto';
import { statusOf } from '@latchkey/shared/domain/app-account-status';
import { definitions } from '@latchkey/shared/edits/definitions';
import { patience } from '@latchkey/shared/domain/patience';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drive } from '../reconcile/drive.ts';
import { report } from '../reconcile/report.ts';
import { take } from '../reconcile/take.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { accountRow, APP, appDocument, openAppScene, sampleAccount, type AppScene } from './app-scene.ts';
import { WORKSPACE } from './scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const add = (account: string, member = 'moritz') =>
  ['appAccount.add', { account, environment: 'production', integration: APP, member, username: `${member}@example.com` }] as const;
const status = async (id: string) => statusOf(await scene.account(id), scene.now);

describe('EDIT-11 adding an account', () => {
  test('makes the record that its author showed already, and asks for the invitation', async () => {
    const max = await scene.device('max').show(appDocument);
    const id = randomUUID();
    const verdict = await max.do(...add(id));
    expect(verdict).toMatchObject({ outcome: 'applied', versions: { [appDocument]: (await scene.state(appDocument)).version } });
    const shown = definitions.get('appAccount.add')?.creates?.(add(id)[1], { workspace: WORKSPACE, member: 'max', at: new Date(scene.now).toISOString() });
    expect(await scene.account(id)).toEqual({ ...shown, operation: { kind: 'invite', state: 'queued', reason: null, at: new Date(scene.now).toISOString(), nextAttemptAt: null } });
    expect(await status(id)).toBe('Inviting');
  });

  test('an id that is taken is refused; a name that is there is asked to be present again', async () => {
    const max = await scene.device('max').show(appDocument);
    expect(await max.do(...add('acc'))).toMatchObject({ outcome: 'refused', reason: 'malformed' });
    const id = randomUUID();
    await max.do(...add(id));
    expect(await max.do(...add(id))).toMatchObject({ outcome: 'refused', reason: 'conflict' });
    await max.do('appAccount.setPresence', { account: 'acc', presence: 'gone' });
    expect(await max.do(...add(randomUUID(), 'nora'))).toMatchObject({ outcome: 'applied' });
    expect((await scene.account('acc')).desired.presence).toBe('present');
  });

  test('one that is nobody’s is matched to whom it is added for; one that is another member’s stays theirs', async () => {
    const max = await scene.device('max').show(appDocument);
    await scene.put([accountRow('found', sampleAccount({ username: 'moritz@example.com', member: null }))]);
    expect(await max.do(...add(randomUUID()))).toMatchObject({ outcome: 'applied' });
    expect((await scene.account('found')).member).toBe('moritz');
    const [name, args] = add(randomUUID(), 'nora');
    expect(await max.do(name, { ...args, username: 'moritz@example.com' })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
    expect((await scene.account('found')).member).toBe('moritz');
  });

  test('two managers who add the same person at once add one account', async () => {
    const [max, mia] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    const ids = [randomUUID(), randomUUID()] as const;
    expect([await max.do(...add(ids[0])), await mia.do(...add(ids[1]))]).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }]);
    expect([await scene.row('appAccount', ids[0]), await scene.row('appAccount', ids[1])]).toMatchObject([{ removed: false }, undefined]);
  });

  test('EDIT-12 what it refers to has to be there', async () => {
    const max = await scene.device('max').show(appDocument);
    const nobody = await max.do(...add(randomUUID(), 'nobody'));
    expect(nobody).toMatchObject({ outcome: 'refused', reason: 'conflict', message: expect.stringContaining('no such member') as string });
    const [, args] = add(randomUUID());
    expect(await max.do('appAccount.add', { ...args, environment: 'elsewhere' })).toMatchObject({ outcome: 'refused', reason: 'unknown' });
    expect(await max.do('appAccount.add', { ...args, environment: 'development' })).toMatchObject({ outcome: 'refused' });
  });

  test('is taken back while it waits, and done again; once it is sent it is too late for that', async () => {
    const max = await scene.device('max').show(appDocument);
    const id = randomUUID();
    await max.do(...add(id));
    const inverse = definitions.get('appAccount.add')?.inverse?.(add(id)[1]);
    if (inverse === undefined) throw new Error('an addition has no inverse');
    expect(await max.do(inverse.name, inverse.args)).toMatchObject({ outcome: 'applied' });
    expect(await take(scene.world, { kind: 'appAccount', id })).toBeNull();
    expect(await max.do(inverse.name, { ...inverse.args, withdrawn: false })).toMatchObject({ outcome: 'applied' });
    expect(await status(id)).toBe('Inviting');
    expect(await take(scene.world, { kind: 'appAccount', id })).toMatchObject({ work: 'invite' });
    expect(await max.do(inverse.name, inverse.args)).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  });
});

describe('what managers want of an account', () => {
  test('a role of the catalogue is asked for, carried out, and then there is nothing to say', async () => {
    const max = await scene.device('max').show(appDocument);
    await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true });
    expect(await status('acc')).toBe('Awaiting update');
    expect(await drive(scene.world, scene.connector, { kind: 'appAccount', id: 'acc' })).toBe(true);
    expect(await status('acc')).toBeNull();
    expect((await scene.account('acc')).reported).toMatchObject({ roles: { admin: true } });
  });

  test('a role that is not in the catalogue is refused; taking one away is always possible', async () => {
    const max = await scene.device('max').show(appDocument);
    expect(await max.do('appAccount.setRole', { account: 'acc', role: 'king', on: true })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
    expect(await max.do('appAccount.setRole', { account: 'acc', role: 'king', on: false })).toMatchObject({ outcome: 'applied' });
  });

  test('EDIT-13 a role that is off is not mentioned', async () => {
    const max = await scene.device('max').show(appDocument);
    await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true });
    await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: false });
    expect((await scene.account('acc')).desired.roles).toEqual({});
    expect((await scene.account('acc')).operation).toBeNull();
  });

  test('STATUS-5 a removal that failed is retried, by whoever asks, once', async () => {
    const [max, mia] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    await max.do('appAccount.setPresence', { account: 'acc', presence: 'gone' });
    scene.connector.failures.push('the app is down');
    await drive(scene.world, scene.connector, { kind: 'appAccount', id: 'acc' });
    expect(await status('acc')).toBe('Deprovisioning failed');
    const { at } = (await scene.account('acc')).operation ?? { at: '' };
    for (const device of [max, mia]) expect(await device.do('appAccount.retry', { account: 'acc', at })).toMatchObject({ outcome: 'applied' });
    expect(await status('acc')).toBe('Awaiting deprovisioning');
    scene.now += 1;
    await drive(scene.world, scene.connector, { kind: 'appAccount', id: 'acc' });
    expect(await status('acc')).toBe('Removed');
    expect(scene.connector.orders.filter(({ felt }) => felt)).toHaveLength(1);
  });

  test('RECON-3 what is asked for while an operation runs is asked of the app when that has failed, and what is no longer needed is not tried again', async () => {
    const max = await scene.device('max').show(appDocument);
    const fail = (id: string, operation: string) =>
      report(scene.world, { kind: 'account', account: id, operation, outcome: { kind: 'failed', reason: 'the app is down', retryAt: null } });
    const taken = async (id: string) => {
      const task = await take(scene.world, { kind: 'appAccount', id });
      return task !== null && 'operation' in task ? task.operation : '';
    };
    await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true });
    const update = await taken('acc');
    scene.now += 1_000;
    await max.do('appAccount.setPresence', { account: 'acc', presence: 'gone' });
    expect(await fail('acc', update)).toBe(true);
    expect((await scene.account('acc')).operation).toMatchObject({ kind: 'deprovision', state: 'queued', at: new Date(scene.now).toISOString() });

    const id = randomUUID();
    await max.do(...add(id));
    const invite = await taken(id);
    await max.do('appAccount.setPresence', { account: id, presence: 'gone' });
    expect(await fail(id, invite)).toBe(true);
    expect((await scene.account(id)).operation).toBeNull();
  });

  test('exempting wins over going on, and drops what waits; protecting wins over not', async () => {
    const [max, mia] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    await max.do('appAccount.setPresence', { account: 'acc', presence: 'gone' });
    await max.do('appAccount.setExempted', { account: 'acc', exempted: true });
    expect([await status('acc'), (await scene.account('acc')).operation]).toEqual(['Exempted', null]);
    expect(await mia.do('appAccount.setExempted', { account: 'acc', exempted: false })).toMatchObject({ outcome: 'applied' });
    expect((await scene.notices('max')).map(({ record }) => record['outcome'])).toMatchObject([{ rule: 'restrictive', stands: false }]);
    await max.do('appAccount.setProtected', { account: 'acc', protected: true });
    expect(await mia.do('appAccount.setProtected', { account: 'acc', protected: false })).toMatchObject({ outcome: 'superseded', stands: true });
  });

  test('MERGE-4 matching: the later one stands', async () => {
    const [max, mia] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    await max.do('appAccount.match', { account: 'acc', member: 'moritz' }, { at: scene.now - 1 });
    expect(await mia.do('appAccount.match', { account: 'acc', member: null }, { at: scene.now - 2 })).toMatchObject({ outcome: 'superseded', rule: 'latest', stands: 'moritz' });
    expect((await scene.account('acc')).member).toBe('moritz');
  });

  test('RECON-4 what was asked for on a device eight days ago has lapsed, and says so', async () => {
    const max = await scene.device('max').show(appDocument);
    await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true }, { at: scene.now - patience.rest - 1 });
    expect([await status('acc'), (await scene.account('acc')).operation?.reason]).toEqual(['Update failed', expect.stringContaining('lapsed')]);
  });

  test('a monitor is refused, and so is whoever manages another integration', async () => {
    const moritz = await scene.device('moritz').show(appDocument);
    expect(await moritz.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true })).toMatchObject({ outcome: 'refused', reason: 'forbidden' });
    await scene.put([sampleIntegration(WORKSPACE, 'production', 'other')]);
    await scene.device('olivia').show().then((olivia) => olivia.do('member.setIntegrationLevel', { member: 'nora', integration: 'other', level: 'manage' }));
    const nora = await scene.device('nora').show(appDocument);
    expect(await nora.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true })).toMatchObject({ outcome: 'refused', reason: 'unknown' });
  });
});
