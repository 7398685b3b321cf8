/** IndexedDB may never answer: blocked by another tab, or closed under us. After this long that is said (OUT-7). */
export const STORAGE_DEADLINE = 3_000;

/** Storage did not keep, or did not answer. The message can be shown. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed';
}

/**
 * @param what as in 'opening the outbox'
 * @throws {StorageFailed} if `work` throws (where storage is blocked, opening does so at once) or rejects, or has not settled after `ms`
 */
export async function withDeadline<T>(what: string, work: () => Promise<T>, ms = STORAGE_DEADLINE): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageFailed(`This browser's storage does not answer (${what}).`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    throw error instanceof StorageFailed ? error : new StorageFailed(explain(what, error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function explain(what: string, error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return `This device's storage is full (${what}). Free some space, then try again.`;
  return `This browser's storage failed (${what}): ${error instanceof Error ? error.message : String(error)}`;
}

/** For what can be done without: what storage could not do has been said already, and anything else is a fault of ours. */
export function unlessStorage(error: unknown): undefined {
  if (!(error instanceof StorageFailed)) throw error;
}
