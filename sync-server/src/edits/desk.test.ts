import { randomUUID } from 'node:crypto';
import { Notice } from '@latchkey/shared/domain/notice';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openScene, WORKSPACE, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const isOn = async (user: string): Promise<unknown> => (await scene.row('connectedUser', user))?.record['enabled'];
const setEnabled = (enabled: boolean, user = 'u1') => ['connectedUser.setEnabled', { user, enabled }] as const;
const audit = () => scene.store.read((reader) => reader.audit(WORKSPACE, { before: null, limit: 100 }));

test('EDIT-4 others get their turn while a batch is judged, and see nothing of it', async () => {
  const device = await scene.device('max').show();
  const edits = Array.from({ length: 200 }, (_, n) => device.edit(...setEnabled(n % 2 === 1)));
  const seen: Promise<unknown>[] = [];
  const look = (): void => void seen.push(isOn('u1'));
  let turn = setImmediate(function again() {
    look();
    turn = setImmediate(again);
  });
  const verdicts = await device.send(...edits, device.edit(...setEnabled(false)));
  clearImmediate(turn);
  expect(verdicts.every(({ outcome }) => outcome === 'applied')).toBe(true);
  expect(seen.length).toBeGreaterThan(10);
  expect(await Promise.all(seen.slice(0, 10))).toEqual(Array(10).fill(true));
  expect(await isOn('u1')).toBe(false);
});

describe('a verdict', () => {
  test('EDIT-7 names the version at which the edit shows', async () => {
    const device = await scene.device('max').show();
    const { version } = await scene.state('production');
    expect(await device.do(...setEnabled(false))).toMatchObject({ outcome: 'applied', versions: { production: version + 1 } });
    expect(await isOn('u1')).toBe(false);
    expect((await scene.state('production')).version).toBe(version + 1);
  });

  test('CASE-31 the same edit delivered twice is one; the same id with other content is refused', async () => {
    const device = await scene.device('max').show();
    const edit = device.edit(...setEnabled(false));
    const [first] = await device.send(edit);
    const { version } = await scene.state('production');
    expect(await device.send(edit)).toEqual([first]);
    expect(await device.send(Object.fromEntries(Object.entries(edit).reverse()))).toEqual([first]);
    expect(await device.send({ ...edit, args: { user: 'u1', enabled: true } })).toMatchObject([{ outcome: 'refused', reason: 'reused-id' }]);
    expect(await device.send(edit)).toEqual([first]);
    expect(await isOn('u1')).toBe(false);
    expect((await scene.state('production')).version).toBe(version);
  });

  test('CASE-31 twice in one batch, as two tabs may send it, is one', async () => {
    const device = await scene.device('max').show();
    const edit = device.edit(...setEnabled(false));
    const verdicts = await device.send(edit, edit);
    expect(verdicts[1]).toEqual(verdicts[0]);
    expect((await audit()).length).toBe(1);
  });

  test('CASE-31 a refusal is kept as well', async () => {
    const device = await scene.device('moritz').show();
    const edit = device.edit(...setEnabled(false));
    const first = await device.send(edit);
    expect(first).toMatchObject([{ outcome: 'refused', reason: 'forbidden', versions: { production: expect.any(Number) as number } }]);
    expect(await device.send(edit)).toEqual(first);
  });
});

describe('input that is no edit', () => {
  const wrong: readonly (readonly [string, (edit: Record<string, unknown>) => unknown, string])[] = [
    ['no object', () => 'hello', 'edit'],
    ['null', () => null, 'edit'],
    ['an unknown name', (edit) => ({ ...edit, name: 'user.explode' }), 'name'],
    ['an unknown field', (edit) => ({ ...edit, sudo: true }), 'sudo'],
    ['an unknown argument', (edit) => ({ ...edit, args: { user: 'u1', enabled: false, createdAt: 'now' } }), 'args.createdAt'],
    ['a missing argument', (edit) => ({ ...edit, args: { user: 'u1' } }), 'args.enabled'],
    ['text for a switch', (edit) => ({ ...edit, args: { user: 'u1', enabled: 'no' } }), 'args.enabled'],
    ['a number that JSON made null', (edit) => ({ ...edit, at: null }), 'at'],
    ['NaN', (edit) => ({ ...edit, base: Number.NaN }), 'base'],
    ['half a surrogate pair', (edit) => ({ ...edit, args: { user: 'u\ud800', enabled: false } }), 'args.user'],
    ['NUL', (edit) => ({ ...edit, args: { user: 'u\0', enabled: false } }), 'args.user'],
    ['a string of 1 MB', (edit) => ({ ...edit, args: { user: 'u'.repeat(1 << 20), enabled: false } }), 'args.user'],
    ['the device of someone else', (edit) => ({ ...edit, device: randomUUID() }), 'device'],
    ['no device', (edit) => ({ ...edit, device: undefined }), 'device'],
  ];
  test.each(wrong)('CASE-6 %s is refused with the field, and the batch goes on', async (_, spoil, field) => {
    const device = await scene.device('max').show();
    const [bad, good] = [device.edit(...setEnabled(false)), device.edit(...setEnabled(false, 'u2'))];
    const [first, second] = await device.send(spoil({ ...bad }), good);
    expect(first).toMatchObject({ outcome: 'refused', reason: 'malformed', message: expect.stringMatching(new RegExp(`^${field.replace('.', '\\.')}: `)) as string });
    expect(second).toMatchObject({ outcome: 'applied' });
    expect(await isOn('u1')).toBe(true);
  });

  test('CASE-6 what is nested too deep is refused without exhausting the stack', async () => {
    const device = await scene.device('max').show();
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    expect(await device.send(deep)).toMatchObject([{ outcome: 'refused', reason: 'malformed' }]);
  });

  test('CASE-35 an edit of another version of the app is refused with a reason, for ever, and on record', async () => {
    const device = await scene.device('max').show();
    const old = { ...device.edit(...setEnabled(false)), name: 'user.disable' };
    const first = await device.send(old);
    expect(first).toMatchObject([{ id: old.id, outcome: 'refused', message: "name: there is no edit called 'user.disable'" }]);
    expect(await device.send(old)).toEqual(first);
    expect(await audit()).toMatchObject([{ action: 'user.disable', outcome: 'refused' }]);
  });
});

describe('what goes with a verdict', () => {
  test('AUDIT-1 every edit has an entry: who, what, before and after, outcome', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...setEnabled(false));
    await mia.do(...setEnabled(true));
    await mia.do('member.setEnabled', { member: 'max', enabled: false });
    expect(await audit()).toMatchObject([
      { outcome: 'refused', actor: { id: 'mia' }, action: 'member.setEnabled', subject: { id: 'max' }, before: true, after: false, detail: expect.stringContaining('forbidden') as string },
      { outcome: 'superseded', actor: { id: 'mia' }, before: false, after: false, detail: 'asked for on; the edit of Max stands' },
      { outcome: 'applied', actor: { id: 'max', name: 'Max' }, subject: { kind: 'connectedUser', id: 'u1' }, before: true, after: false, detail: null },
    ]);
  });

  test('CASE-14 many refused edits are one notice, and no environment document grows', async () => {
    const device = await scene.device('moritz').show();
    const { version } = await scene.state('production');
    for (let batch = 0; batch < 3; batch++) {
      await device.send(...Array.from({ length: 200 }, () => device.edit(...setEnabled(false))));
    }
    const notices = (await scene.notices('moritz')).map(({ record }) => v.parse(Notice, record).outcome);
    expect(notices).toMatchObject([{ kind: 'refused', reason: 'forbidden', count: 600, edits: { length: 200 } }]);
    expect((await scene.state('production')).version).toBe(version);
  });
});
