import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { activationRow } from '../records/rows.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { FOUNDED, openScene, personRow, WORKSPACE, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

const isOn = async (user: string): Promise<unknown> => (await scene.row('connectedUser', user))?.record['enabled'];
const setEnabled = (enabled: boolean, user = 'u1') => ['connectedUser.setEnabled', { user, enabled }] as const;
const setRemoved = (removed: boolean, user = 'u1') => ['connectedUser.setRemoved', { user, removed }] as const;

describe('merging', () => {
  test('MERGE-4 switched on and off at once: off stands, and whoever lost is told', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...setEnabled(true));
    expect(await mia.do(...setEnabled(false))).toMatchObject({ outcome: 'applied' });
    expect(await isOn('u1')).toBe(false);
    expect((await scene.notices('max')).map(({ record }) => record)).toMatchObject([
      { subject: 'User u1', edit: { name: 'connectedUser.setEnabled' }, outcome: { kind: 'superseded', by: 'Mia', rule: 'restrictive', stands: false } },
    ]);
  });

  test('MERGE-8 the other way round, the edit that comes late is superseded', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...setEnabled(false));
    expect(await mia.do(...setEnabled(true))).toMatchObject({ outcome: 'superseded', by: 'Max', rule: 'restrictive', stands: false });
    expect(await isOn('u1')).toBe(false);
    expect(await scene.notices('max')).toEqual([]);
    expect((await scene.notices('mia')).map(({ record }) => record)).toMatchObject([{ subject: 'User u1', outcome: { kind: 'superseded', by: 'Max', rule: 'restrictive', stands: false } }]);
  });

  test('MERGE-2 who has seen the other decides', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...setEnabled(false));
    await mia.show();
    expect(await mia.do(...setEnabled(true))).toMatchObject({ outcome: 'applied' });
    expect(await isOn('u1')).toBe(true);
    expect(await scene.notices('max')).toEqual([]);
  });

  test('MERGE-2 a device has seen all that it did before, within one batch too', async () => {
    const device = await scene.device('max').show();
    const verdicts = await device.send(...[false, true, false, true].map((enabled) => device.edit(...setEnabled(enabled))));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied', 'applied']);
    expect(await isOn('u1')).toBe(true);
  });

  test('MERGE-3 an edit that changes nothing is a head as well: what did not know of it does not undo it', async () => {
    const [max, mia, late] = [await scene.device('max').show(), await scene.device('mia').show(), scene.device('olivia')];
    await max.do(...setEnabled(false));
    await late.show();
    await mia.show();
    expect(await mia.do(...setEnabled(false))).toMatchObject({ outcome: 'applied' });
    expect(await late.do(...setEnabled(true))).toMatchObject({ outcome: 'superseded', by: 'Mia' });
  });

  test('MERGE-6 a base from the future or of an unknown epoch has seen nothing', async () => {
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...setEnabled(false));
    expect(await mia.do(...setEnabled(true), { base: 10_000 })).toMatchObject({ outcome: 'superseded' });
    await mia.show();
    expect(await mia.do(...setEnabled(true), { epoch: 'invented' })).toMatchObject({ outcome: 'superseded' });
  });

  test('MERGE-2 an edit made in an environment that came later has seen what was before it', async () => {
    const [olivia, otto] = [await scene.device('olivia').show(), scene.device('otto')];
    await olivia.do('member.setEnabled', { member: 'max', enabled: false });
    await scene.store.transact((tx) => tx.putEnvironment('staging', { workspace: WORKSPACE, name: 'staging', isProduction: false, createdAt: FOUNDED }));
    await otto.show('staging');
    expect(await otto.do('member.setEnabled', { member: 'max', enabled: true })).toMatchObject({ outcome: 'applied' });
  });

  test('CASE-33 a clock 30 days off neither gives nor takes access, and is clamped', async () => {
    const month = 30 * 24 * 3_600_000;
    const [max, mia] = [await scene.device('max').show(), await scene.device('mia').show()];
    await max.do(...setEnabled(false), { at: scene.now - month });
    expect(await mia.do(...setEnabled(true), { at: scene.now + month })).toMatchObject({ outcome: 'superseded' });
    const heads = await scene.store.read((reader) => reader.heads({ kind: 'connectedUser', id: 'u1', path: 'enabled' }));
    expect(Math.max(...heads.map(({ stamp }) => stamp))).toBe(scene.now);
    await max.show();
    expect(await max.do(...setEnabled(true), { at: scene.now - month })).toMatchObject({ outcome: 'applied' });
    expect(await isOn('u1')).toBe(true);
  });
});

describe('removal', () => {
  const ownCopy = () =>
    activationRow(
      WORKSPACE,
      'a1',
      { environment: 'production', integration: 'i1', user: 'u1', account: null, sharing: 'user', enabled: true, createdAt: FOUNDED },
      null,
    );
  test('takes along what is only the user\'s, and undoing it brings that back', async () => {
    await scene.put([sampleIntegration(WORKSPACE, 'production', 'i1'), ownCopy()]);
    const device = await scene.device('max').show();
    expect(await device.do(...setRemoved(true))).toMatchObject({ outcome: 'applied' });
    expect(await scene.row('activation', 'a1')).toMatchObject({ removed: false, orphaned: true });
    expect(await device.do('activation.setEnabled', { activation: 'a1', enabled: false })).toMatchObject({ outcome: 'refused', reason: 'unknown' });
    expect(await device.do(...setRemoved(false))).toMatchObject({ outcome: 'applied' });
    expect(await scene.row('activation', 'a1')).toMatchObject({ orphaned: false });
  });

  test('EDIT-10 edits of a removed record are refused; it comes back only while its external id is free', async () => {
    const device = await scene.device('max').show();
    await device.do(...setRemoved(true));
    expect(await device.do(...setEnabled(false))).toMatchObject({ outcome: 'refused', reason: 'unknown' });
    await scene.put([personRow('u1-again', 'u1')]);
    expect(await device.do(...setRemoved(false))).toMatchObject({ outcome: 'refused', reason: 'conflict' });
    expect(await scene.row('connectedUser', 'u1')).toMatchObject({ removed: true });
  });
});

test('MERGE-7 CASE-32 devices that did not know of each other, in any order of arrival: the same value', async () => {
  let runs = 0;
  const step = fc.record({ device: fc.nat(2), enabled: fc.boolean(), late: fc.nat(50) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }), async (steps, draws) => {
      const twins = [`a${runs}`, `b${runs++}`] as const;
      await scene.put(twins.map((id) => personRow(id)));
      const arrive = async (user: string, drawn: readonly number[]) => {
        const devices = await Promise.all((['max', 'mia', 'olivia'] as const).map((person) => scene.device(person).show()));
        const queues = devices.map((device, which) =>
          steps.flatMap(({ device: by, enabled, late }, i) => (by === which ? [device.edit(...setEnabled(enabled, user), { at: scene.now - late * 100 - i })] : [])),
        );
        // Each draw lets one device send its next edit; what is left comes device by device.
        for (const which of [...drawn, 0, 1, 2].flatMap((draw, i) => (i < drawn.length ? [draw] : steps.map(() => draw)))) {
          const next = queues[which]?.shift();
          if (next !== undefined) await devices[which]?.send(next);
        }
        const heads = await scene.store.read((reader) => reader.heads({ kind: 'connectedUser', id: user, path: 'enabled' }));
        return { on: await isOn(user), heads: heads.map(({ value, stamp, member }) => ({ value, stamp, member })).sort((a, b) => (a.member < b.member ? -1 : 1)) };
      };
      expect(await arrive(twins[1], draws)).toEqual(await arrive(twins[0], []));
    }),
    { numRuns: 60 },
  );
});
