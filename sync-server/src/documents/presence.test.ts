import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { pause } from './pause.ts';
import { Roster } from './presence.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('SYNC-7 CASE-11 a session that has left is forgotten, however long others stay', async () => {
  const roster = new Roster<{ readonly user: string }>();
  const member = { id: 'm1', name: 'Ada' };
  const hear = (session: { readonly user: string }, client: number) => roster.hear(session, member, [{ client, clock: 1, state: '{}' }]);
  const others = { user: 'bob' };
  hear(others, 1);
  const left = (() => {
    const session = { user: 'ada' };
    expect(hear(session, 2)).toHaveLength(1);
    expect(roster.leave(session)).toMatchObject([{ client: 2, state: 'null' }]);
    return new WeakRef(session);
  })();
  await pause();
  collectGarbage();
  expect(left.deref()).toBeUndefined();
  expect(roster.all()).toMatchObject([{ client: 1 }]);
});
