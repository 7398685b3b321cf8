/**
 * Files that only this app can see (the origin private file system). 75 MB are read in 50 ms here, and in 150 to
 * 250 from IndexedDB.
 */
import { filesDirectory } from './names.ts';
import type { PieceFiles } from './piece-files.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Written to the device at once: so much that nobody who waits notices, in bytes. */
const FLUSHED = 4 * 1024 * 1024;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Blocked by a policy, or by private browsing in some browsers. */
const isBlocked = (error: unknown): boolean => error instanceof DOMException && error.name === 'SecurityError';
const isMissing = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotFoundError';

/** Only in a dedicated worker: elsewhere browsers offer no access to files that does not wait. */
export class OriginFiles implements PieceFiles {
  readonly #storage: Pick<StorageManager, 'getDirectory'>;
  readonly #name: string;

  constructor(storage: Pick<StorageManager, 'getDirectory'>, user: string) {
    this.#storage = storage;
    this.#name = filesDirectory(user);
  }

  async write(name: string, pieces: Iterable<Bytes>): Promise<readonly number[] | null> {
    const directory = await this.#directory();
    if (directory === null) return null;
    const file = await (await directory.getFileHandle(name, { create: true })).createSyncAccessHandle();
    try {
      const lengths: number[] = [];
      let [at, flushed] = [0, 0];
      for (const piece of pieces) {
        if (file.write(piece, { at }) !== piece.length) throw new DOMException(`'${name}' was not written whole`, 'QuotaExceededError');
        lengths.push(piece.length);
        at += piece.length;
        if (at - flushed < FLUSHED) continue;
        file.flush();
        flushed = at;
        await pause();
      }
      file.truncate(at);
      file.flush();
      return lengths;
    } finally {
      file.close();
    }
  }

  async read(name: string, lengths: readonly number[]): Promise<readonly Bytes[] | null> {
    const handle = await (await this.#directory())?.getFileHandle(name).catch(unlessMissing);
    if (handle === undefined) return null;
    const file = await handle.createSyncAccessHandle();
    try {
      if (file.getSize() !== lengths.reduce((sum, length) => sum + length, 0)) return null;
      let at = 0;
      return lengths.map((length) => {
        const piece = new Uint8Array(length);
        at += file.read(piece, { at });
        return piece;
      });
    } finally {
      file.close();
    }
  }

  async remove(start: string, except?: string): Promise<void> {
    const directory = await this.#directory();
    if (directory === null) return;
    const names: string[] = [];
    for await (const name of directory.keys()) if (name.startsWith(start) && name !== except) names.push(name);
    for (const name of names) await directory.removeEntry(name).catch(unlessMissing);
  }

  async clear(): Promise<void> {
    const root = await this.#root();
    await root?.removeEntry(this.#name, { recursive: true }).catch(unlessMissing);
  }

  async #directory(): Promise<FileSystemDirectoryHandle | null> {
    return (await (await this.#root())?.getDirectoryHandle(this.#name, { create: true })) ?? null;
  }

  /** Null where the browser has none: the app then only starts more slowly. */
  async #root(): Promise<FileSystemDirectoryHandle | null> {
    if (!('getDirectory' in this.#storage)) return null;
    try {
      return await this.#storage.getDirectory();
    } catch (error) {
      if (!isBlocked(error)) throw error;
      console.info('This browser keeps no files for the app, which will start more slowly.', error);
      return null;
    }
  }
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
