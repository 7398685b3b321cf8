/** Taking a thread back: what was never sent is withdrawn, the rest is set back where it still stands (OUT-9). */
import { definitions } from '@latchkey/shared/edits/definitions';
import type { Value } from '@latchkey/shared/edits/merge';
import type { EditRequest } from '../client.ts';
import { recordKey } from '../outbox/overlay.ts';
import { inverseEdits, saidUndone, type Left } from '../outbox/undo.ts';
import { unlessStorage } from '../storage/deadline.ts';
import type { ThreadRow, ThreadStep } from '../storage/user-schema.ts';
import type { UserDatabase, UserStore } from '../storage/user-store.ts';
import { ON_ITS_WAY, UNSEEN, valueAt, type EditedDocument, type EditorWorld } from './editor.ts';

/** The edits that are still to be made, the documents of their records, and what became of all of it. */
export interface TakenBack {
  readonly environment: string;
  readonly requests: readonly EditRequest[];
  readonly documents: Map<string, EditedDocument>;
  readonly said: string;
  /** Nothing of it is left. */
  readonly whole: boolean;
}

const keyOf = ({ kind, id }: ThreadStep): string => recordKey(kind, id);

/** @throws with a sentence where this device does not remember the thread */
export async function takeBack(world: EditorWorld, thread: string): Promise<TakenBack> {
  const { outbox, unsaved } = world;
  const done = await outbox.thread(thread);
  if (done === undefined) throw new Error('This can no longer be taken back: this device does not remember it.');
  const withdrawn = new Set(await outbox.withdraw(done.steps.map(({ edit }) => edit)));
  unsaved.withdrawn(withdrawn);
  const { records, left, requests, documents } = await standingOf(world, done, withdrawn);
  const said = saidUndone(records, left, withdrawn.size + requests.length === 0);
  return { environment: done.environment, requests, documents, said, whole: left.length === 0 };
}

/** Remembers that nothing of a thread is left to be taken back. */
export async function rememberWhole(store: Pick<UserStore, 'run'>, thread: string): Promise<void> {
  const work = async (db: UserDatabase): Promise<void> => {
    const tx = db.transaction('threads', 'readwrite');
    const row = await tx.store.get(thread);
    if (row !== undefined) await tx.store.put({ ...row, undone: true }, thread);
    await tx.done;
  };
  await store.run('remembering what was taken back', work).catch(unlessStorage);
}

/** What of a thread can be taken back, and what not. */
export interface Standing extends Pick<TakenBack, 'requests' | 'documents'> {
  /** How many it is about. */
  readonly records: number;
  readonly left: readonly Left[];
}

/** @param withdrawn its edits that need no others to be taken back, since they were never sent */
export async function standingOf(world: EditorWorld, { environment, steps }: ThreadRow, withdrawn: ReadonlySet<string>): Promise<Standing> {
  const rest = steps.filter(({ edit }) => !withdrawn.has(edit));
  const { documents, denied } = await documentsOf(world, environment, rest);
  const requests: EditRequest[] = [];
  const records = new Set(steps.filter(({ edit }) => withdrawn.has(edit)).map(keyOf));
  const left = new Map<string, Left>();
  for (const { step, answer } of inverseEdits(rest, (of) => currentOf(documents.get(keyOf(of)), of))) {
    const key = keyOf(step);
    records.add(key);
    const why = denied.get(key) ?? answer;
    if (typeof why !== 'string') requests.push(why);
    else left.set(key, { subject: (documents.has(key) ? step.subject : null) ?? (await world.called(environment, step.kind, documents.get(key)?.shown(step.kind, step.id)?.record ?? null)), why });
  }
  return { requests, documents, records: records.size, left: [...left.values()] };
}

/** Those that the steps were made in, by record; `denied`: why there is none through which one can be set back. */
async function documentsOf(world: EditorWorld, environment: string, steps: readonly ThreadStep[]): Promise<Pick<TakenBack, 'documents'> & { readonly denied: ReadonlyMap<string, string> }> {
  const documents = new Map<string, EditedDocument>();
  const denied = new Map<string, string>();
  for (const step of steps) {
    const key = keyOf(step);
    if (documents.has(key) || denied.has(key)) continue;
    try {
      const document = await world.documentFor(environment, step.kind, step.id, step, step.document);
      documents.set(key, document);
      if (document.seen === null) denied.set(key, ON_ITS_WAY);
    } catch (why) {
      denied.set(key, why instanceof Error ? why.message : String(why));
    }
  }
  return { documents, denied };
}

/** What the element of a step shows now. What its author may not read counts as they set it: the desk knows better. */
function currentOf(document: EditedDocument | undefined, { kind, id, name, args, path, value }: ThreadStep): Value | undefined {
  if (document?.seen === UNSEEN) return value;
  return valueAt(document?.shown(kind, id) ?? null, path, definitions.get(name)?.element(args).unset);
}
