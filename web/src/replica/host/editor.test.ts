import 'fake-indexeddb/auto';
import { recordName } from '@latchkey/shared/domain/record-name';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Outbox } from '../outbox/outbox.ts';
import { DEVICE } from '../outbox/samples.ts';
import { sendRound } from '../outbox/send.ts';
import { UserStore } from '../storage/user-store.ts';
import { Editor } from './editor.ts';
import { Unsaved } from './unsaved.ts';

let store: UserStore;
let outbox: Outbox;
let editor: Editor;
/** The switches of the users that the document shows; of others there is none. */
let shown: Map<string, boolean>;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  store = new UserStore('u', () => undefined);
  outbox = new Outbox(store);
  shown = new Map();
  const unsaved = new Unsaved({ outbox, versionOf: () => 1, membershipFor: () => null, show: () => undefined, counted: () => undefined });
  editor = new Editor({
    ...{ store, outbox, unsaved, device: DEVICE, now: () => 1, serverNow: () => 1, uuid: () => crypto.randomUUID(), kept: () => undefined },
    called: async (_, kind, record) => recordName(kind, record),
    documentFor: async (_, __, id) => {
      if (id === 'forbidden' && !shown.has(id)) throw new Error('You have no access to this.');
      const enabled = shown.get(id);
      return { id: 'env', seen: { epoch: 'e1', version: 1 }, shown: () => (enabled === undefined ? null : { record: { name: `User ${id}`, enabled }, removed: false }) };
    },
  });
});
afterEach(() => store.close());

/** Switches users off, as one thread. */
async function switchedOff(...users: readonly string[]): Promise<string> {
  for (const user of users) shown.set(user, true);
  const requests = users.map((user) => ({ id: crypto.randomUUID(), name: 'connectedUser.setEnabled', args: { user, enabled: false } }));
  const { thread } = await editor.keep('env', crypto.randomUUID(), requests);
  for (const user of users) shown.set(user, false);
  return thread;
}
/** Sends so many edits; the server applies them. */
const sent = (size: number) =>
  sendRound((what, work) => store.run(what, work), {
    ...{ user: 'u', locks: navigator.locks, size, sending: () => undefined },
    fetch: async (_, init) => {
      const { edits } = JSON.parse(String(init?.body)) as { readonly edits: readonly { readonly id: string }[] };
      return Response.json({ verdicts: edits.map(({ id }) => ({ id, outcome: 'applied', versions: { env: 2 } })) });
    },
  });
const undo = (thread: string) => editor.undo(thread, crypto.randomUUID());

describe('taking back', () => {
  it('OUT-9 says what was withdrawn, where the rest was sent and something else stands there', async () => {
    const thread = await switchedOff('a', 'b', 'c');
    await sent(1);
    shown.set('a', true);
    expect(await undo(thread)).toEqual({ thread: expect.any(String) as string, edits: [], said: 'Taken back for 2 of 3. Not User a: It is as it was before.' });
    expect((await outbox.entries()).filter(({ state }) => state === 'waiting')).toEqual([]);
  });

  it('OUT-9 takes back what it may, where one of several may not be read any more', async () => {
    const thread = await switchedOff('a', 'forbidden');
    await sent(2);
    shown.delete('forbidden');
    const { edits, said } = await undo(thread);
    expect(said).toBe('Taken back for 1 of 2. Not a connected user: You have no access to this.');
    expect((await outbox.entries()).flatMap(({ edit, state }) => (state === 'waiting' ? [[edit.id, edit.args]] : []))).toEqual([[edits[0], { user: 'a', enabled: true }]]);
  });

  it('OUT-9 changes nothing, and says so, where nothing of it stands', async () => {
    const thread = await switchedOff('a', 'b');
    await sent(2);
    shown.set('a', true).set('b', true);
    expect(await undo(thread)).toMatchObject({ edits: [], said: 'Nothing was taken back. Not User b and 1 more: It is as it was before.' });
  });
});
