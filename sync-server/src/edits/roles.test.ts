import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everyEntry } from '../store/audit-log.ts';
import { accountRow, appDocument, openAppScene, sampleAccount, type AppScene } from './app-scene.ts';
import { WORKSPACE } from './scene.ts';

let scene: AppScene;
beforeEach(async () => {
  scene = await openAppScene();
});
afterEach(() => scene.close());

const set = (role: string, on: boolean, account = 'acc') => ['appAccount.setRole', { account, role, on }] as const;
const rolesOf = async (account = 'acc') => Object.keys((await scene.account(account)).desired.roles).toSorted();
const told = async (person: 'max' | 'mia') => (await scene.notices(person)).map(({ record }) => record['outcome']);

/** Max does the first and Mia the second; `knows`: whether hers was made after she was shown his. */
const cases = [
  { name: 'different roles, on and on', first: set('admin', true), second: set('editor', true), knows: false, roles: ['admin', 'editor'], verdict: 'applied', told: 0 },
  { name: 'different roles, on and off', first: set('admin', true), second: set('viewer', false), knows: false, roles: ['admin'], verdict: 'applied', told: 0 },
  { name: 'different roles, one after the other', first: set('admin', true), second: set('editor', true), knows: true, roles: ['admin', 'editor'], verdict: 'applied', told: 0 },
  { name: 'one role, on and then off unknowing', first: set('admin', true), second: set('admin', false), knows: false, roles: [], verdict: 'applied', told: 1 },
  { name: 'one role, off and then on unknowing', first: set('admin', false), second: set('admin', true), knows: false, roles: [], verdict: 'superseded', told: 0 },
  { name: 'one role, on and then off knowing', first: set('admin', true), second: set('admin', false), knows: true, roles: [], verdict: 'applied', told: 0 },
  { name: 'one role, off and then on knowing', first: set('admin', false), second: set('admin', true), knows: true, roles: ['admin'], verdict: 'applied', told: 0 },
] as const;

describe('PRODUCT Editing together: two managers and the roles of one account', () => {
  test.each(cases)('$name', async ({ first, second, knows, roles, verdict, told: notices }) => {
    const [max, mia] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    expect(await max.do(...first)).toMatchObject({ outcome: 'applied' });
    if (knows) await mia.show(appDocument);
    expect(await mia.do(...second)).toMatchObject({ outcome: verdict });
    expect(await rolesOf()).toEqual(roles);
    expect(await told('max')).toHaveLength(notices);
    expect(await told('mia')).toHaveLength(verdict === 'superseded' ? 1 : 0);
  });

  test.each(cases.filter(({ knows }) => !knows))('$name: offline, and the second arrives first', async ({ first, second, roles }) => {
    const [max, mia] = [await scene.device('max').show(appDocument), await scene.device('mia').show(appDocument)];
    const [his, hers] = [max.edit(...first), mia.edit(...second, { at: scene.now - 60_000 })];
    await mia.send(hers);
    await max.send(his);
    expect(await rolesOf()).toEqual(roles);
    // Whoever does not stand is told once, whether it was saved already or not.
    const lost = (await told('mia')).length + (await told('max')).length;
    const isConflict = first[1].role === second[1].role;
    expect(lost).toBe(isConflict ? 1 : 0);
  });

  test('AUDIT-3 of 500 accounts are one thread of the log; taken back as one other, each account is as it was', async () => {
    const accounts = Array.from({ length: 500 }, (_, i) => `acc-${i}`);
    await scene.put(accounts.map((id) => accountRow(id, sampleAccount({ username: id, member: null }))));
    const max = await scene.device('max').show(appDocument);
    const all = async (on: boolean): Promise<string> => {
      const thread = randomUUID();
      for (let from = 0; from < 500; from += 200) {
        const verdicts = await max.send(...accounts.slice(from, from + 200).map((id) => max.edit(...set('editor', on, id), { thread })));
        expect(new Set(verdicts.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
      }
      return thread;
    };
    const given = await all(true);
    for (const id of accounts) expect(await rolesOf(id)).toEqual(['editor']);
    const taken = await all(false);
    const { threads } = await scene.store.read((reader) => reader.auditThreads(WORKSPACE, everyEntry, { page: 1, size: 10, sort: { by: 'when', descending: true } }));
    expect(threads).toMatchObject([taken, given].map((thread) => ({ first: { thread }, outcomes: { applied: 500, refused: 0, superseded: 0 } })));
    for (const id of accounts) expect(await scene.account(id)).toEqual(sampleAccount({ username: id, member: null }));
  });
});

test('MERGE-7 CASE-32 roles that three devices set without knowing of each other, in any order of arrival: the same set', async () => {
  let runs = 0;
  const step = fc.record({ device: fc.nat(2), role: fc.constantFrom('admin', 'editor', 'viewer'), on: fc.boolean(), late: fc.nat(50) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }), async (steps, draws) => {
      const twins = [`a${runs}`, `b${runs++}`] as const;
      await scene.put(twins.map((id) => accountRow(id, sampleAccount({ username: id }))));
      const arrive = async (account: string, drawn: readonly number[]) => {
        const devices = await Promise.all((['max', 'mia', 'olivia'] as const).map((person) => scene.device(person).show(appDocument)));
        const queues = devices.map((device, which) =>
          steps.flatMap(({ device: by, role, on, late }, i) => (by === which ? [device.edit(...set(role, on, account), { at: scene.now - late * 100 - i })] : [])),
        );
        // Each draw lets one device send its next edit; what is left comes device by device.
        for (const which of [...drawn, 0, 1, 2].flatMap((draw, i) => (i < drawn.length ? [draw] : steps.map(() => draw)))) {
          const next = queues[which]?.shift();
          if (next !== undefined) await devices[which]?.send(next);
        }
        return rolesOf(account);
      };
      expect(await arrive(twins[1], draws)).toEqual(await arrive(twins[0], []));
    }),
    { numRuns: 60 },
  );
});
