/**
 * Requests, answers and announcements over anything that carries messages: a worker, a channel between tabs.
 * Each channel is one interface of methods for either end; both ends are of one build, so messages are typed,
 * not parsed.
 */

/** Carries structured clones, in order, to one other end. */
export interface Port {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
}

type Methods<T> = { readonly [K in keyof T]: (...args: never[]) => unknown };

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'tell'; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

export interface Link<Theirs extends Methods<Theirs>> {
  /** Rejects with what the other end threw, or with the reason given to {@link Link.close}. */
  call<M extends keyof Theirs & string>(method: M, ...args: Parameters<Theirs[M]>): Promise<Awaited<ReturnType<Theirs[M]>>>;
  /** Without an answer; what it throws is reported at the other end. */
  tell<M extends keyof Theirs & string>(method: M, ...args: Parameters<Theirs[M]>): void;
  /** Rejects every call that is still open, and every later one. */
  close(reason: string): void;
}

/** Opens this end of a channel; `ours` are the methods that the other end may call. */
export function openLink<Ours extends Methods<Ours>, Theirs extends Methods<Theirs>>(port: Port, ours: Ours): Link<Theirs> {
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  let closed: string | null = null;

  const perform = async (method: string, args: readonly unknown[]): Promise<unknown> =>
    (ours as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]?.(...args);

  const settle = (id: number): ReturnType<typeof open.get> => {
    const waiting = open.get(id);
    open.delete(id);
    return waiting;
  };

  port.listen((received) => {
    if (closed !== null) return;
    const message = received as Message;
    switch (message.kind) {
      case 'call': {
        const answer = (reply: Message): void => port.post(reply);
        perform(message.method, message.args).then(
          (value) => answer({ kind: 'done', id: message.id, value }),
          (error: unknown) => answer({ kind: 'failed', id: message.id, message: error instanceof Error ? error.message : String(error) }),
        );
        return;
      }
      case 'tell':
        // Thrown outside of the promise, so that it reaches whoever listens for errors of the worker.
        perform(message.method, message.args).catch((error: unknown) =>
          queueMicrotask(() => {
            throw error;
          }),
        );
        return;
      case 'done':
        settle(message.id)?.resolve(message.value);
        return;
      case 'failed':
        settle(message.id)?.reject(new Error(message.message));
        return;
    }
  });

  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (closed !== null) return reject(new Error(closed));
        const id = ++calls;
        open.set(id, { resolve: resolve as (value: unknown) => void, reject });
        port.post({ kind: 'call', id, method, args } satisfies Message);
      }),
    tell: (method, ...args) => {
      if (closed === null) port.post({ kind: 'tell', method, args } satisfies Message);
    },
    close: (reason) => {
      closed = reason;
      for (const { reject } of open.values()) reject(new Error(reason));
      open.clear();
    },
  };
}

/** The two ends of a worker, or of a MessageChannel. */
export const portOf = (end: {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}): Port => ({
  post: (message) => end.postMessage(message),
  listen: (receive) => end.addEventListener('message', (event) => receive(event.data)),
});
