import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { openUserDatabase, UserStore, type StorageHealth } from '../storage/user-store.ts';
import { Outbox } from './outbox.ts';
import { newEdit } from './samples.ts';
import { sendRound, type Round, type SendOptions } from './send.ts';

let store: UserStore;
let outbox: Outbox;
let health: StorageHealth[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  health = [];
  store = new UserStore('u', (now) => health.push(now));
  outbox = new Outbox(store);
});
afterEach(() => store.close());

type Sent = { readonly device: string; readonly edits: readonly { readonly id: string; readonly sequence: number }[] };

/** A desk that answers each batch with what `judge` makes of it. */
function desk(judge: (sent: Sent) => Response | Promise<Response>): { sent: Sent[]; round: (size?: number) => Promise<Round> } {
  const sent: Sent[] = [];
  const options: SendOptions = {
    user: 'u',
    locks: navigator.locks,
    size: 200,
    sending: () => undefined,
    fetch: async (_, init) => {
      const body = JSON.parse(String(init?.body)) as Sent;
      sent.push(body);
      return judge(body);
    },
  };
  return { sent, round: (size = 200) => sendRound((what, work) => store.run(what, work), { ...options, size }) };
}
const verdicts = (make: (id: string) => Verdict) => (sent: Sent) => Response.json({ verdicts: sent.edits.map(({ id }) => make(id)) });
const applied = verdicts((id) => ({ id, outcome: 'applied', versions: { env: 7 } }));
const problem = (status: number, headers: Record<string, string> = {}) =>
  Response.json({ type: 'about:blank', title: 'edits.0: is wrong', status }, { status, headers: { 'content-type': 'application/problem+json', ...headers } });

describe('the outbox', () => {
  it('OUT-1 is on the device once it resolves: another opening of it finds the edit', async () => {
    const edit = newEdit('a', false);
    await outbox.keep([edit], null);
    const reopened = new Outbox(new UserStore('u', () => undefined));
    expect((await reopened.entries()).map(({ edit: { id }, state }) => [id, state])).toEqual([[edit.edit.id, 'waiting']]);
  });

  it('CASE-31 keeps an edit once, however often it is asked to', async () => {
    const edit = newEdit('a', false);
    const [first] = await outbox.keep([edit], null);
    const [second] = await outbox.keep([edit], null);
    expect(second?.sequence).toBe(first?.sequence);
    expect(await outbox.entries()).toHaveLength(1);
  });

  it('CASE-31 CASE-45 keeps none that has had its verdict, or was withdrawn, when a tab that was frozen asks for it again', async () => {
    const [edit, withdrawn] = [newEdit('a', false), newEdit('b', false)];
    const step = { name: 'connectedUser.setEnabled', args: {}, kind: 'connectedUser', path: 'enabled', value: false, prior: true } as const;
    const steps = [edit, withdrawn].map(({ edit: { id } }) => ({ ...step, edit: id, id: 'u' }));
    const ask = () => outbox.keep([edit, withdrawn], { id: edit.edit.thread, row: { at: 1, environment: 'env', steps } });
    const kept = await ask();
    expect(await ask()).toEqual(kept);
    await outbox.withdraw([withdrawn.edit.id]);
    await desk(applied).round();
    await outbox.drop(kept.map(({ sequence }) => sequence));
    expect(await ask()).toEqual([]);
    expect(await outbox.entries()).toEqual([]);
  });

  it('OUT-4 gives no sequence number twice, also after an edit was withdrawn', async () => {
    const withdrawn = newEdit('a', false);
    const [first] = await outbox.keep([withdrawn], null);
    expect(await outbox.withdraw([withdrawn.edit.id])).toEqual([withdrawn.edit.id]);
    const [next] = await outbox.keep([newEdit('b', false)], null);
    expect(next?.sequence).toBeGreaterThan(first?.sequence ?? Infinity);
  });

  it('CASE-43 says within 3 s that storage is blocked, and keeps nothing', async () => {
    // A deletion that waits for a tab which does not let go keeps every later opening waiting.
    await new Promise((resolve) => (indexedDB.open('latchkey:u').onsuccess = resolve));
    indexedDB.deleteDatabase('latchkey:u');
    const before = performance.now();
    await expect(outbox.keep([newEdit('a', false)], null)).rejects.toThrow('does not answer');
    expect(performance.now() - before).toBeLessThan(3_500);
    expect(health).toMatchObject([{ kind: 'failing' }]);
  });

  it('OUT-7 does not keep afterwards what it said was not kept', async () => {
    await outbox.entries();
    const other = await openUserDatabase('u', () => undefined);
    const tx = other.transaction('outbox', 'readwrite');
    let isBusy = true;
    const busy = (async () => {
      while (isBusy) await tx.store.count();
    })();
    await expect(outbox.keep([newEdit('a', false)], null)).rejects.toThrow('does not answer');
    isBusy = false;
    await busy;
    await tx.done;
    other.close();
    expect(await outbox.entries()).toEqual([]);
  });

  it('CASE-49 is settled only when what was being written is on the device', async () => {
    const edit = newEdit('a', false);
    const keeping = outbox.keep([edit], null);
    await outbox.settled();
    const reopened = new Outbox(new UserStore('u', () => undefined));
    expect((await reopened.entries()).map((entry) => entry.edit.id)).toEqual([edit.edit.id]);
    await keeping;
  });
});

describe('sending', () => {
  it('OUT-4 sends in order, at most as many as asked, and stores each verdict', async () => {
    await outbox.keep([newEdit('a', false), newEdit('b', false), newEdit('c', false)], null);
    const { sent, round } = desk(applied);
    expect((await round(2)).kind).toBe('answered');
    expect((await round(2)).kind).toBe('answered');
    expect((await round(2)).kind).toBe('empty');
    expect(sent.map(({ edits }) => edits.map(({ sequence }) => sequence))).toEqual([[1, 2], [3]]);
    expect((await outbox.entries()).map((entry) => entry.state === 'settled' && entry.versions)).toEqual([{ env: 7 }, { env: 7 }, { env: 7 }]);
  });

  it('OUT-4 a batch without an answer goes again as it was, and is no longer withdrawn', async () => {
    const first = newEdit('a', false);
    await outbox.keep([first], null);
    const lost = desk(() => Promise.reject(new TypeError('fetch failed')));
    expect(await lost.round()).toEqual({ kind: 'unanswered', failure: { kind: 'unreachable' } });
    await outbox.keep([newEdit('b', false)], null);
    expect(await outbox.withdraw([first.edit.id])).toEqual([]);
    const found = desk(applied);
    await found.round();
    expect(found.sent).toEqual(lost.sent);
  });

  it('OUT-4 two senders at once send nothing twice', async () => {
    await outbox.keep([newEdit('a', false), newEdit('b', false)], null);
    const { sent, round } = desk(applied);
    await Promise.all([round(), round()]);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['a portal that says 200', () => new Response('<html>'), { kind: 'unreachable' }],
    ['verdicts of other edits', verdicts(() => ({ id: 'x', outcome: 'applied', versions: {} })), { kind: 'unreachable' }],
    ['503 with Retry-After', () => problem(503, { 'retry-after': '7' }), { kind: 'busy', retryAfter: 7_000 }],
    ['429 without', () => problem(429), { kind: 'busy', retryAfter: null }],
    ['401', () => problem(401), { kind: 'signed-out' }],
    ['502 of a proxy', () => new Response('', { status: 502 }), { kind: 'unreachable' }],
  ] as const)('OUT-2 nothing is saved on %s', async (_, answer, failure) => {
    await outbox.keep([newEdit('a', false)], null);
    expect(await desk(answer).round()).toEqual({ kind: 'unanswered', failure });
    expect((await outbox.entries()).map(({ state }) => state)).toEqual(['sent']);
  });

  it('EDIT-2 a batch that is rejected is divided until the edit at fault is found and told', async () => {
    const [good, bad] = [newEdit('a', false), newEdit('b', false)];
    await outbox.keep([good, bad], null);
    const { round } = desk((sent) => (sent.edits.some(({ id }) => id === bad.edit.id) ? problem(400) : applied(sent)));
    expect(await round()).toMatchObject({ kind: 'unanswered', failure: { kind: 'rejected' } });
    expect(await round(1)).toMatchObject({ kind: 'answered', events: [{ kind: 'saved', edit: good.edit.id }] });
    expect(await round(1)).toMatchObject({ kind: 'answered', events: [{ kind: 'refused', edit: bad.edit.id, subject: 'User b', message: 'edits.0: is wrong' }] });
  });

  it('MERGE-8 what lost is remembered until somebody was told', async () => {
    const edit = newEdit('a', true);
    await outbox.keep([edit], null);
    await desk(verdicts((id) => ({ id, outcome: 'superseded', versions: { env: 7 }, by: 'Adela', rule: 'restrictive', stands: false }))).round();
    expect(await outbox.untold()).toMatchObject([{ kind: 'superseded', edit: edit.edit.id, by: 'Adela', stands: false, subject: 'User a' }]);
    await outbox.told([edit.edit.id]);
    expect(await outbox.untold()).toEqual([]);
  });

  it('OUT-5 CASE-35 an edit of another version is told with its content, never sent, and not in the way', async () => {
    const [old, good] = [newEdit('a', false, { name: 'connectedUser.setColour' }), newEdit('b', false)];
    await outbox.keep([old, good], null);
    const { sent, round } = desk(applied);
    expect(await round()).toMatchObject({ kind: 'answered', events: [{ kind: 'refused', edit: old.edit.id }] });
    await round();
    expect(sent.map(({ edits }) => edits.map(({ id }) => id))).toEqual([[good.edit.id]]);
    expect((await outbox.untold())[0]).toMatchObject({ message: expect.stringContaining('setColour') as string });
  });

  it('OUT-3 a document that leaves takes its unsent edits with it and says which, and keeps those on their way', async () => {
    const [sentOne, unsent, other] = [newEdit('a', false), newEdit('b', false), newEdit('c', false, { document: 'other' })];
    await outbox.keep([sentOne], null);
    await desk(() => Promise.reject(new TypeError('fetch failed'))).round();
    await outbox.keep([unsent, other], null);
    expect(await outbox.abandon('env', 'You may no longer read it.')).toBe(1);
    expect((await outbox.entries()).map(({ edit }) => edit.id)).toEqual([sentOne.edit.id, other.edit.id]);
    expect(await outbox.untold()).toMatchObject([{ kind: 'refused', edit: unsent.edit.id, subject: 'User b' }]);
  });
});
