/** Two ends of a channel inside one worker: the leading tab talks to itself as it does to the others. */
import type { Port } from '../channel/link.ts';

/** What is posted arrives in its own microtask, in order; nothing is cloned. */
export function localPorts(): readonly [Port, Port] {
  const receivers: [((message: unknown) => void) | null, ((message: unknown) => void) | null] = [null, null];
  const end = (own: 0 | 1, other: 0 | 1): Port => ({
    post: (message) => queueMicrotask(() => receivers[other]?.(message)),
    listen: (receive) => {
      receivers[own] = receive;
    },
  });
  return [end(0, 1), end(1, 0)];
}
