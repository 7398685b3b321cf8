/** Opens the edit desk of a process. */
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import type { Library } from '../documents/library.ts';
import { commit } from '../records/commit.ts';
import type { Store } from '../store/store.ts';
import { Batch } from './batch.ts';
import type { Desk } from './desk.ts';
import { createClerk } from './clerk.ts';

export interface DeskOptions {
  readonly store: Store;
  readonly library: Library;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A random UUID; names notices. */
  readonly id: () => string;
}

export function createDesk({ store, library, clock, id }: DeskOptions): Desk {
  return {
    submit: async (sender, inputs) => {
      if (inputs.length === 0) return [];
      return commit({ store, library }, async (transaction) => {
        const batch = new Batch({ transaction, sender, now: clock(), id });
        const clerk = createClerk(batch, (document, why) => library.quarantine(document, why));
        const verdicts: Verdict[] = [];
        for (const input of inputs) verdicts.push(await clerk.receive(input));
        await clerk.finish();
        return { changes: batch.changes, result: verdicts };
      });
    },
  };
}
