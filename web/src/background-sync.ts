/** Sends the outbox after the app was closed: the browser wakes the service worker once there is a network. */
import { deviceStore } from './replica/storage/device-store.ts';
import { UserStore } from './replica/storage/user-store.ts';
import { sendRound } from './replica/outbox/send.ts';
import { limits } from '@latchkey/shared/protocol/limits';

/**
 * Sends what waits for the user of this browser profile, round after round.
 * @throws where the server gave no answer or `signal` stopped it: the browser then tries again later, as often as it
 * sees fit
 */
export async function sendOutbox(signal: AbortSignal): Promise<void> {
  const user = await deviceStore().current();
  if (user === null) return;
  const store = new UserStore(user, () => undefined);
  try {
    for (;;) {
      const round = await sendRound((what, work) => store.run(what, work), {
        user,
        fetch: (input, init) => fetch(input, init),
        locks: navigator.locks,
        size: limits.batchEdits,
        sending: () => undefined,
        signal,
      });
      if (round.kind === 'empty') return;
      if (round.kind === 'unanswered') throw new Error(`the outbox was not sent: ${round.failure.kind}`);
    }
  } finally {
    await store.close();
  }
}
