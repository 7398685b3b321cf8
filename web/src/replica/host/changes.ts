/** What was done on this device, the latest first, and what of it can be taken back now (OUT-9). */
import type { Change, Replica } from '../client.ts';
import type { ThreadRow } from '../storage/user-schema.ts';
import type { EditorWorld } from './editor.ts';
import { standingOf } from './take-back.ts';

export interface ChangesWorld extends EditorWorld {
  readonly names: Replica['names'];
}

type Remembered = readonly [thread: string, row: ThreadRow];

export async function changesOf(world: ChangesWorld, which: Parameters<Replica['changes']>[0]): Promise<readonly Change[]> {
  const threads = await ('thread' in which ? oneThread(world, which.thread) : latestThreads(world, which.most));
  const waiting = new Set((await world.outbox.entries()).flatMap(({ state, edit }) => (state === 'waiting' ? [edit.id] : [])));
  const changes: Change[] = [];
  for (const [thread, row] of threads) {
    const change = await changeOf(world, thread, row, waiting);
    if (change !== null) changes.push(change);
  }
  return changes;
}

async function oneThread({ outbox }: EditorWorld, thread: string): Promise<readonly Remembered[]> {
  const row = await outbox.thread(thread);
  return row === undefined ? [] : [[thread, row]];
}

/** Those that only say that something was read are left out. */
function latestThreads({ store }: EditorWorld, most: number): Promise<readonly Remembered[]> {
  return store.run('reading what was done', async (db) => {
    const found: Remembered[] = [];
    const index = db.transaction('threads').store.index('at');
    for (let cursor = await index.openCursor(null, 'prev'); cursor !== null && found.length < most; cursor = await cursor.continue()) {
      if (cursor.value.steps.some(({ kind }) => kind !== 'notice')) found.push([cursor.primaryKey, cursor.value]);
    }
    return found;
  });
}

async function changeOf(world: ChangesWorld, thread: string, row: ThreadRow, waiting: ReadonlySet<string>): Promise<Change | null> {
  const { at, environment, steps, undone = false } = row;
  const [first] = steps;
  if (first === undefined) return null;
  const { name, args, document, kind } = first;
  const request = { name, args, document };
  const { records, left } = undone ? { records: 0, left: [] } : await standingOf(world, row, new Set(steps.flatMap(({ edit }) => (waiting.has(edit) ? [edit] : []))));
  const [names = {}] = await world.names(environment, [request]);
  return {
    ...{ thread, at, environment, request, names },
    subject: first.subject ?? (await world.called(environment, kind, null)),
    records: new Set(steps.map(({ id }) => id)).size,
    undoable: records - left.length,
    why: undone ? 'It was undone.' : (left[0]?.why ?? null),
  };
}
