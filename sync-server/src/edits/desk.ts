/** The edit desk: authorise → merge → COMMIT → answer (SPEC: EDIT, MERGE). */
import type { Verdict } from '@latchkey/shared/protocol/verdict';

/** Who sends a batch: a signed-in person; the desk finds their membership under the lock (PERM-6). */
export interface Sender {
  readonly user: string;
  readonly device: string;
  /** What the device is called, for the audit log; absent where it does not say. */
  readonly deviceName?: string | undefined;
}

export interface Desk {
  /**
   * Judges a batch in one transaction and resolves after its COMMIT, one verdict for each edit, in order.
   * `inputs` are JSON as received: an input that is no edit is refused alone.
   * @throws {import('../store/store.ts').StorageFull} and whatever else kept the batch from being committed;
   * then nothing of it has happened
   */
  submit(sender: Sender, inputs: readonly unknown[]): Promise<readonly Verdict[]>;
}
