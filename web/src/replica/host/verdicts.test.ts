import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { Outbox } from '../outbox/outbox.ts';
import { newEdit } from '../outbox/samples.ts';
import { sendRound } from '../outbox/send.ts';
import { UserStore } from '../storage/user-store.ts';
import { Tabs } from './tabs.ts';
import { Unsaved } from './unsaved.ts';
import { Verdicts } from './verdicts.ts';

it('OUT-3 an edit that was sent is not called kept on this device again before it is saved', async () => {
  globalThis.indexedDB = new IDBFactory();
  const store = new UserStore('u', () => undefined);
  const outbox = new Outbox(store);
  const shown: (string | null)[] = [];
  const unsaved: Unsaved = new Unsaved({
    outbox,
    versionOf: () => 1,
    membershipFor: () => null,
    show: (_, overlay) => shown.push(...[...overlay.values()].map(({ state }) => state?.kind ?? null)),
    counted: () => counts.push([unsaved.waiting, unsaved.sending]),
  });
  const counts: [waiting: number, sending: number][] = [];
  await unsaved.kept(await outbox.keep([newEdit('a', false)], null));
  const round = await sendRound((what, work) => store.run(what, work), {
    ...{ user: 'u', locks: navigator.locks, size: 200 },
    sending: (edits) => unsaved.onTheirWay(edits),
    fetch: async (_, init) => {
      const { edits } = JSON.parse(String(init?.body)) as { readonly edits: readonly { readonly id: string }[] };
      return Response.json({ verdicts: edits.map(({ id }) => ({ id, outcome: 'applied', versions: { env: 2 } })) });
    },
  });
  await new Verdicts(outbox, unsaved, new Tabs()).answered(round.kind === 'answered' ? round.events : []);
  expect([...new Set(shown)]).toEqual(['kept', 'sending', null]);
  expect(counts).toEqual([[1, 0], [1, 1], [0, 0], [0, 0]]);
  await store.close();
});
