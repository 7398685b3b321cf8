/**
 * Lets the event loop turn: long work on a document is done in slices of a few milliseconds with a pause between
 * them, so that health probes, edits of other documents and sockets wait for a slice and never for the whole (DOC-9).
 */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
