/** The durable outbox (SPEC: OUT): what is in it when a call resolves is on this device. */
import type { Edit } from '@latchkey/shared/edits/edit';
import type { EditEvent } from '../client.ts';
import type { OutboxRow, ThreadRow, ThreadStep } from '../storage/user-schema.ts';
import type { UserDatabase, UserStore } from '../storage/user-store.ts';

/** Threads that can be taken back; older ones are dropped. */
const THREADS_KEPT = 200;

const nameless = ({ subject: _, ...step }: ThreadStep): ThreadStep => step;

export type OutboxEntry = OutboxRow & { readonly sequence: number };
export interface NewEdit {
  readonly edit: Omit<Edit, 'sequence'>;
  readonly subject: string;
}

export class Outbox {
  readonly #store: UserStore;
  #writes = 0;
  #idle: (() => void)[] = [];

  constructor(store: UserStore) {
    this.#store = store;
  }

  /**
   * Keeps the edits and what it takes to undo them, all or nothing. An edit that is there already stays as it is, and
   * one of a thread that is known was here and has its verdict: a request may be repeated, also by a tab that was frozen
   * while another took the lead and did it (CASE-31, CASE-45). Resolves on completion with strict durability (OUT-1).
   * @returns those that are in the outbox
   * @throws {import('../storage/deadline.ts').StorageFailed}
   */
  keep(edits: readonly NewEdit[], thread: { readonly id: string; readonly row: ThreadRow } | null): Promise<readonly OutboxEntry[]> {
    return this.#write('keeping an edit', async (db, late) => {
      const tx = db.transaction(['outbox', 'threads'], 'readwrite', { durability: 'strict' });
      // What took too long is said not to be kept: then it is not (OUT-7).
      const giveUp = (): void => {
        tx.done.catch(() => undefined /* that was said */);
        tx.abort();
      };
      late.addEventListener('abort', giveUp);
      const [outbox, threads] = [tx.objectStore('outbox'), tx.objectStore('threads')];
      const earlier = thread === null ? undefined : await threads.get(thread.id);
      const done = new Set(earlier?.steps.map((step) => step.edit));
      const kept = await Promise.all(
        edits.map(async ({ edit, subject }): Promise<readonly OutboxEntry[]> => {
          const known = await outbox.index('id').getKey(edit.id);
          const row = { edit, subject, state: 'waiting' } as const;
          if (known !== undefined) return [{ ...((await outbox.get(known)) ?? row), sequence: known }];
          return done.has(edit.id) ? [] : [{ ...row, sequence: await outbox.add(row) }];
        }),
      );
      if (thread !== null) {
        // A repeated request would remember what the first one set as what was there before.
        if (earlier === undefined) await threads.put(thread.row, thread.id);
        const ids = await threads.index('at').getAllKeys();
        await Promise.all(ids.slice(0, -THREADS_KEPT).map((id) => threads.delete(id)));
      }
      await tx.done;
      late.removeEventListener('abort', giveUp);
      return kept.flat();
    });
  }

  /** Takes back those of the edits that were never sent. @returns their ids */
  withdraw(edits: readonly string[]): Promise<readonly string[]> {
    return this.#write('withdrawing an edit', async (db) => {
      const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' });
      const withdrawn: string[] = [];
      for (const id of edits) {
        const sequence = await tx.store.index('id').getKey(id);
        if (sequence === undefined || (await tx.store.get(sequence))?.state !== 'waiting') continue;
        await tx.store.delete(sequence);
        withdrawn.push(id);
      }
      await tx.done;
      return withdrawn;
    });
  }

  /** All of it, in the device's order. */
  entries(): Promise<readonly OutboxEntry[]> {
    return this.#store.run('reading the outbox', async (db) => {
      const tx = db.transaction('outbox');
      const [rows, keys] = await Promise.all([tx.store.getAll(), tx.store.getAllKeys()]);
      return rows.flatMap((row, i) => (keys[i] === undefined ? [] : [{ ...row, sequence: keys[i] }]));
    });
  }

  async empty(): Promise<boolean> {
    return (await this.#store.run('counting the outbox', (db) => db.count('outbox'))) === 0;
  }

  /** How many wait for a verdict. */
  unsent(): Promise<number> {
    return this.#store.run('counting the outbox', async (db) => {
      const index = db.transaction('outbox').store.index('state');
      const [waiting, sent] = await Promise.all([index.count('waiting'), index.count('sent')]);
      return waiting + sent;
    });
  }

  /** Removes rows whose overlay has gone, or whose document has left the device. */
  drop(sequences: readonly number[]): Promise<void> {
    return this.#write('clearing the outbox', async (db) => {
      const tx = db.transaction('outbox', 'readwrite');
      await Promise.all(sequences.map((sequence) => tx.store.delete(sequence)));
      await tx.done;
    });
  }

  /**
   * Everything of a document that leaves the device, and the names of what was done there: what was never sent is
   * told as refused with `message`; what was sent keeps its place until it is answered. @returns how many were never sent
   */
  abandon(document: string, message: string): Promise<number> {
    return this.#write('clearing the outbox', async (db) => {
      const tx = db.transaction(['outbox', 'untold', 'threads'], 'readwrite', { durability: 'strict' });
      for (let cursor = await tx.objectStore('threads').openCursor(); cursor !== null; cursor = await cursor.continue()) {
        const { steps } = cursor.value;
        if (steps.some((step) => step.document === document)) await cursor.update({ ...cursor.value, steps: steps.map((step) => (step.document === document ? nameless(step) : step)) });
      }
      let unsent = 0;
      for (let cursor = await tx.objectStore('outbox').openCursor(); cursor !== null; cursor = await cursor.continue()) {
        const { edit, subject, state } = cursor.value;
        if (edit.document !== document || state === 'sent') continue;
        await cursor.delete();
        if (state === 'settled') continue;
        unsent++;
        const request = { name: edit.name, args: edit.args, document };
        await tx.objectStore('untold').put({ kind: 'refused', edit: edit.id, thread: edit.thread, request, subject, message }, edit.id);
      }
      await tx.done;
      return unsent;
    });
  }

  thread(id: string): Promise<ThreadRow | undefined> {
    return this.#store.run('reading what was done', (db) => db.get('threads', id));
  }

  /** Verdicts that no page has heard; they are forgotten by {@link Outbox.told}. */
  untold(): Promise<readonly EditEvent[]> {
    return this.#store.run('reading verdicts', (db) => db.getAll('untold'));
  }

  told(edits: readonly string[]): Promise<void> {
    return this.#write('clearing verdicts', async (db) => {
      const tx = db.transaction('untold', 'readwrite');
      await Promise.all(edits.map((edit) => tx.store.delete(edit)));
      await tx.done;
    });
  }

  /** Resolves when no write is under way (CASE-49). */
  settled(): Promise<void> {
    return this.#writes === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  async #write<T>(what: string, work: (database: UserDatabase, late: AbortSignal) => Promise<T>): Promise<T> {
    this.#writes++;
    try {
      return await this.#store.run(what, work);
    } finally {
      if (--this.#writes === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }
}
