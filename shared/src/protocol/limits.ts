/** What the server takes, at the most. The client keeps to these; the server enforces them. */
export const limits = {
  /** Bytes of one WebSocket frame from a client. */
  frameBytes: 256 * 1024,
  /** Bytes of one HTTP request. Imports have their own. */
  requestBytes: 1024 * 1024,
  importBytes: 32 * 1024 * 1024,
  importRows: 100_000,
  /** Entries of a state vector: a document has one writer for each epoch, so a handful is plenty. */
  stateVectorEntries: 1_000,
  /** Bytes of one presence state. */
  presenceBytes: 2_048,
  /** Edits in one batch; a device has one batch in flight. */
  batchEdits: 200,
} as const;
