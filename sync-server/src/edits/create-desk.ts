/** Opens the edit desk of a process. */
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import type { Library } from '../documents/library.ts';
import { pause } from '../documents/pause.ts';
import { commit } from '../records/commit.ts';
import type { Store } from '../store/store.ts';
import { Batch } from './batch.ts';
import { createClerk, type Damage } from './clerk.ts';
import type { Desk, Sender } from './desk.ts';

/** Edits between two pauses: each may show in hundreds of documents. Other writers wait for the batch; who reads does not. */
const SLICE = 10;

export interface DeskOptions {
  readonly store: Store;
  readonly library: Library;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A random UUID; names notices. */
  readonly id: () => string;
}

export function createDesk({ store, library, clock, id }: DeskOptions): Desk {
  const attempt = (sender: Sender, inputs: readonly unknown[], damage: Damage): Promise<readonly Verdict[]> =>
    commit({ store, library }, async (transaction) => {
      const batch = new Batch({ transaction, sender, now: clock(), id });
      const clerk = createClerk(batch, damage);
      const verdicts: Verdict[] = [];
      for (const input of inputs) {
        if (verdicts.length % SLICE === SLICE - 1) await pause();
        verdicts.push(await clerk.receive(input));
      }
      await clerk.finish();
      return { changes: batch.changes, result: verdicts };
    });

  return {
    submit: async (sender, inputs) => {
      if (inputs.length === 0) return [];
      const damage: Damage = { found: (document, why) => library.damaged(document, why), unwritable: new Set() };
      for (;;) {
        const known = damage.unwritable.size;
        try {
          return await attempt(sender, inputs, damage);
        } catch (error) {
          // One edit more is known to meet damage: the others are judged without it.
          if (damage.unwritable.size === known) throw error;
        }
      }
    },
  };
}
