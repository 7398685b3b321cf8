/** Files of pieces, which belong to a user: what is too large for IndexedDB, which copies each value between processes. */
type Bytes = Uint8Array<ArrayBuffer>;

/** A file of pieces, one behind the other. Calls reject with what the file system throws. */
export interface PieceFiles {
  /**
   * Writes a new file; other work of this thread gets in between pieces. Resolves once it is on the device.
   * @returns the length of each piece in bytes; null where this browser has no such files
   */
  write(name: string, pieces: Iterable<Bytes>): Promise<readonly number[] | null>;
  /** Each piece in a buffer of its own; null where there is no such file, or it is not as long as these. */
  read(name: string, lengths: readonly number[]): Promise<readonly Bytes[] | null>;
  /** Removes the files whose name starts so, but for `except`. */
  remove(start: string, except?: string): Promise<void>;
  /** Removes all files of this user, and the place where they were. */
  clear(): Promise<void>;
}
