import { randomUUID } from 'node:crypto';
import { patience } from '@latchkey/shared/domain/patience';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { drive } from '../reconcile/drive.ts';
import { lapse } from '../reconcile/lapse.ts';
import { report } from '../reconcile/report.ts';
import { take } from '../reconcile/take.ts';
import { runRow } from '../records/rows.ts';
import { APP, appDocument, appRunsDocument, openAppScene, sampleAccount, accountRow, type AppScene } from './app-scene.ts';
import { WORKSPACE } from './scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const ask = (run: string) => ['activation.runNow', { run, environment: 'production', integration: APP, activation: 'act' }] as const;
const inFlight = async () => (await scene.row('activation', 'act'))?.status?.['inFlight'];
const stateOf = async (run: string) => (await scene.row('run', run))?.record['state'];

describe('run now', () => {
  test('waits as queued, at its activation too, is sent once, and reports', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const run = randomUUID();
    expect(await olivia.do(...ask(run))).toMatchObject({ outcome: 'applied' });
    expect([await stateOf(run), await inFlight()]).toMatchObject([{ kind: 'queued' }, 'queued']);
    expect(await drive(scene.world, scene.connector, { kind: 'run', id: run })).toBe(true);
    expect([await stateOf(run), await inFlight(), scene.connector.runs]).toMatchObject([{ kind: 'running' }, 'running', ['act']]);
  });

  test('CASE-52 taken again after a crash, it is not felt twice', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const run = randomUUID();
    await olivia.do(...ask(run));
    const task = await take(scene.world, { kind: 'run', id: run });
    if (task?.work !== 'runNow') throw new Error('nothing was taken');
    await scene.connector.runNow(task.order); // the process ends before it can report
    expect(await drive(scene.world, scene.connector, { kind: 'run', id: run })).toBe(true);
    expect(scene.connector.runs).toEqual(['act']);
  });

  test('is cancelled until it is sent', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const [run, sent] = [randomUUID(), randomUUID()];
    await olivia.do(...ask(run));
    expect(await olivia.do('run.setWithdrawn', { run, withdrawn: true })).toMatchObject({ outcome: 'applied' });
    expect([await inFlight(), await drive(scene.world, scene.connector, { kind: 'run', id: run })]).toEqual([null, false]);
    await olivia.do(...ask(sent));
    await take(scene.world, { kind: 'run', id: sent });
    expect(await olivia.do('run.setWithdrawn', { run: sent, withdrawn: true })).toMatchObject({ outcome: 'refused', reason: 'conflict' });
  });

  test('RUN-4 not while another of the activation is queued; cancelled meanwhile, it is not put back', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const [first, second] = [randomUUID(), randomUUID()];
    const waits = { outcome: 'refused', reason: 'conflict', message: expect.stringContaining('queued already') as string };
    await olivia.do(...ask(first));
    expect(await olivia.do(...ask(second))).toMatchObject(waits);
    await olivia.do('run.setWithdrawn', { run: first, withdrawn: true });
    expect(await olivia.do(...ask(second))).toMatchObject({ outcome: 'applied' });
    expect(await olivia.do('run.setWithdrawn', { run: first, withdrawn: false })).toMatchObject(waits);
    await take(scene.world, { kind: 'run', id: second });
    expect(await olivia.do('run.setWithdrawn', { run: first, withdrawn: false })).toMatchObject({ outcome: 'applied' });
  });

  test('is for those to whom it was given, and gives nothing else', async () => {
    const [olivia, max] = [await scene.device('olivia').show(), await scene.device('max').show()];
    expect(await max.do(...ask(randomUUID()))).toMatchObject({ outcome: 'refused' });
    await olivia.do('member.setRunRight', { member: 'max', target: `integration/${APP}`, right: 'run', on: true });
    await max.show(appRunsDocument);
    expect(await max.do(...ask(randomUUID()))).toMatchObject({ outcome: 'applied' });
    expect(await scene.row('member', 'max')).toMatchObject({ record: { runs: { [`integration/${APP}`]: { run: true } } } });
    expect(await max.do('member.setRunRight', { member: 'max', target: `integration/${APP}`, right: 'view', on: true })).toMatchObject({ outcome: 'refused' });
  });

  test('CONF-4 given on a group, it is for what is in the group, and moves with it', async () => {
    const [olivia, oliviaAtRuns, max] = [await scene.device('olivia').show(), await scene.device('olivia').show(appRunsDocument), await scene.device('max').show(appRunsDocument)];
    const into = (group: string) => olivia.do('integration.setGroup', { integration: APP, group });
    const asks = async () => {
      const run = randomUUID();
      const { outcome } = await max.do(...ask(run));
      await oliviaAtRuns.do('run.setWithdrawn', { run, withdrawn: true }); // an activation has one run that waits
      return outcome;
    };
    await into('crm');
    await olivia.do('member.setRunRight', { member: 'max', target: 'group/crm', right: 'run', on: true });
    expect(await asks()).toBe('applied');
    expect(await into('finance')).toMatchObject({ outcome: 'applied' });
    expect(await asks()).toBe('refused');
    await into('crm');
    expect(await asks()).toBe('applied');
  });

  test.each([
    ['activation.setEnabled', { activation: 'act', enabled: false }],
    ['connectedUser.setEnabled', { user: 'u1', enabled: false }],
    ['integration.setEnabled', { integration: APP, enabled: false }],
  ] as const)('RUN-4 what is switched off is not run: %s', async (name, args) => {
    const olivia = await scene.device('olivia').show();
    expect(await olivia.do(name, args)).toMatchObject({ outcome: 'applied' });
    await olivia.show(appRunsDocument);
    expect(await olivia.do(...ask(randomUUID()))).toMatchObject({ outcome: 'refused', reason: 'conflict', message: expect.stringContaining('disabled') as string });
  });

  test.each([
    ['its activation', 'activation.setEnabled', { activation: 'act' }],
    ['its integration', 'integration.setEnabled', { integration: APP }],
    ['its user', 'connectedUser.setEnabled', { user: 'u1' }],
  ] as const)('RUN-6 one that waits is not sent while %s is switched off; switched on again, it is', async (_, name, args) => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const run = randomUUID();
    await olivia.do(...ask(run));
    await olivia.show();
    expect(await olivia.do(name, { ...args, enabled: false })).toMatchObject({ outcome: 'applied' });
    expect(await drive(scene.world, scene.connector, { kind: 'run', id: run })).toBe(false);
    expect([await stateOf(run), scene.connector.runs]).toMatchObject([{ kind: 'queued' }, []]);
    await olivia.do(name, { ...args, enabled: true });
    expect(await drive(scene.world, scene.connector, { kind: 'run', id: run })).toBe(true);
  });

  test('RECON-5 one that could not be started ended in an error that says why', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const run = randomUUID();
    await olivia.do(...ask(run));
    scene.connector.failures.push('the flow is gone');
    await drive(scene.world, scene.connector, { kind: 'run', id: run });
    expect(await stateOf(run)).toMatchObject({ kind: 'ended', result: 'error', message: 'the flow is gone' });
    expect(await scene.row('activation', 'act')).toMatchObject({ status: { inFlight: null, latestRun: { result: 'error' } } });
    expect(await report(scene.world, { kind: 'run', run, outcome: { kind: 'done', result: 'started' } })).toBe(false);
  });
});

describe('RUN-2 a run that still waits shows, whatever becomes of another of its activation', () => {
  const waiting = (run: string, at: number) =>
    scene.put([runRow(WORKSPACE, run, { environment: 'production', integration: APP, activation: 'act', state: { kind: 'queued', at: new Date(at).toISOString() } })]);

  test('one that is cancelled, or that could not be started', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    await waiting('first', scene.now);
    await waiting('second', scene.now);
    expect(await olivia.do('run.setWithdrawn', { run: 'first', withdrawn: true })).toMatchObject({ outcome: 'applied' });
    expect(await inFlight()).toBe('queued');
    await waiting('third', scene.now);
    scene.connector.failures.push('the flow is gone');
    await drive(scene.world, scene.connector, { kind: 'run', id: 'second' });
    expect([await stateOf('second'), await inFlight()]).toMatchObject([{ kind: 'ended' }, 'queued']);
  });

  test('one that lapses', async () => {
    await waiting('first', scene.now - patience.run);
    await waiting('second', scene.now);
    expect(await lapse(scene.world)).toBe(1);
    expect([await stateOf('first'), await inFlight()]).toMatchObject([{ kind: 'lapsed' }, 'queued']);
  });
});

describe('RECON-4 what waits too long lapses, visibly', () => {
  test('a run after an hour, an operation and a check after seven days, an invitation when it expires', async () => {
    const olivia = await scene.device('olivia').show(appRunsDocument);
    const [run, invitation] = [randomUUID(), randomUUID()];
    await olivia.do(...ask(run));
    await olivia.show(appDocument);
    await olivia.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true });
    await olivia.show();
    const invite = { invitation, email: 'ivy@example.com', level: 'none', environment: 'production', integration: null, scoped: 'monitor' };
    expect(await olivia.do('invitation.create', invite)).toMatchObject({ outcome: 'applied' });
    await olivia.do('integration.checkForUpdates', { integration: APP, at: new Date(scene.now).toISOString() });

    scene.now += patience.run - 1;
    expect(await lapse(scene.world)).toBe(0);
    scene.now += 1;
    expect(await lapse(scene.world)).toBe(1);
    expect([await stateOf(run), await inFlight()]).toMatchObject([{ kind: 'lapsed' }, null]);

    scene.now += patience.rest - patience.run;
    expect(await lapse(scene.world)).toBe(3);
    expect((await scene.account('acc')).operation).toMatchObject({ kind: 'update', state: 'failed', reason: expect.stringContaining('lapsed') as string });
    expect((await scene.row('invitation', invitation))?.record).toMatchObject({ status: 'expired' });
    expect((await scene.row('integration', APP))?.record).toMatchObject({ checked: { state: 'lapsed' } });
    expect(await lapse(scene.world)).toBe(0);

    const actions = (await scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 4 }))).map(({ action }) => action);
    expect(actions.toSorted()).toEqual(['appAccount.lapse', 'integration.lapse', 'invitation.lapse', 'run.lapse']);
  });
});

describe('a check for updates', () => {
  const check = async () => {
    const olivia = await scene.device('olivia').show();
    scene.now += 1;
    await olivia.do('integration.checkForUpdates', { integration: APP, at: new Date(scene.now).toISOString() });
    return drive(scene.world, scene.connector, { kind: 'integration', id: APP });
  };
  const found = (username: string, roles: Record<string, true> = {}) =>
    scene.connector.accounts.set(username, { username, reported: { presence: 'present', roles, protected: false }, assets: ['Board'], lastUsedAt: '2026-02-01T00:00:00.000Z' });

  test('finds who is new, who is gone and who can not be read, once', async () => {
    await scene.put([accountRow('gone', sampleAccount({ username: 'gone' })), accountRow('mute', sampleAccount({ username: 'mute' }))]);
    for (const username of ['NORA@example.com', 'stranger', 'mute']) found(username);
    scene.connector.unreadable.add('mute');
    expect(await check()).toBe(true);
    const stranger = await scene.store.read((reader) => reader.rowByKey('appAccount', 'production', `${APP} stranger`));
    expect(stranger).toMatchObject({ record: { member: null, reported: { presence: 'present' }, assets: ['Board'], operation: null }, status: { lastUsedAt: '2026-02-01T00:00:00.000Z' } });
    expect((await scene.account('gone')).reported).toMatchObject({ presence: 'removed', by: 'app' });
    expect((await scene.account('mute')).operation).toMatchObject({ kind: 'sync', state: 'failed', reason: 'The app does not say.' });
    expect((await scene.row('integration', APP))?.record).toMatchObject({ checked: { state: 'done' } });
    expect(await drive(scene.world, scene.connector, { kind: 'integration', id: APP })).toBe(false);

    scene.connector.unreadable.clear();
    await check();
    expect((await scene.account('mute')).operation).toBeNull();
  });

  test('CASE-53 takes an app that names an account twice at its first word, in whatever case', async () => {
    for (const username of ['Stranger', 'stranger', 'nora@example.com', 'NORA@example.com']) found(username);
    expect(await check()).toBe(true);
    expect((await scene.row('integration', APP))?.record).toMatchObject({ checked: { state: 'done' } });
    const [entry] = await scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 1 }));
    expect(entry?.after).toEqual({ found: 2, new: 1, gone: 0, failed: 0 });
    expect((await scene.store.read((reader) => reader.rowByKey('appAccount', 'production', `${APP} stranger`)))?.record['username']).toBe('Stranger');
  });

  test('CASE-53 what an app says that no record takes keeps nothing from being read', async () => {
    const long = `The app is down:\n${'x'.repeat(300)}`;
    found('nora@example.com');
    found('odd', { ['r'.repeat(201)]: true });
    found('x'.repeat(255));
    expect(await check()).toBe(true);
    const [entry] = await scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 1 }));
    expect(entry?.after).toEqual({ found: 2, new: 0, gone: 0, failed: 2 });
    const max = await scene.device('max').show(appDocument);
    await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: true });
    scene.connector.failures.push(long);
    await drive(scene.world, scene.connector, { kind: 'appAccount', id: 'acc' });
    expect((await scene.account('acc')).operation).toMatchObject({ state: 'failed', reason: expect.stringMatching(/^The app is down: x+…$/) as string });
    expect(await max.do('appAccount.setRole', { account: 'acc', role: 'admin', on: false })).toMatchObject({ outcome: 'applied' });
  });

  test('what is wanted otherwise is asked for; what somebody else removed is not put back', async () => {
    found('nora@example.com', { admin: true });
    await check();
    expect((await scene.account('acc')).operation).toMatchObject({ kind: 'update', state: 'queued' });
    scene.connector.accounts.clear();
    await check();
    expect(await scene.account('acc')).toMatchObject({ reported: { presence: 'removed', by: 'app' }, operation: null });
    const max = await scene.device('max').show(appDocument);
    const { reported } = await scene.account('acc');
    if (reported.presence !== 'removed') throw new Error('is not removed');
    await max.do('appAccount.retry', { account: 'acc', at: reported.at });
    expect((await scene.account('acc')).operation).toMatchObject({ kind: 'invite', state: 'queued' });
  });
});
