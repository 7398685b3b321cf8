/** The private files of a user in memory, for tests under Node, which has none. */
import type { PieceFiles } from '../storage/piece-files.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export class MemoryFiles implements PieceFiles {
  readonly names = new Map<string, Bytes>();

  async write(name: string, pieces: Iterable<Bytes>): Promise<readonly number[]> {
    // One at a time: all share a buffer.
    const written = Array.from(pieces, (piece) => piece.slice());
    this.names.set(name, new Uint8Array(await new Blob(written).arrayBuffer()));
    return written.map(({ length }) => length);
  }

  async read(name: string, lengths: readonly number[]): Promise<readonly Bytes[] | null> {
    const file = this.names.get(name);
    if (file?.length !== lengths.reduce((sum, length) => sum + length, 0)) return null;
    let at = 0;
    return lengths.map((length) => file.slice(at, (at += length)));
  }

  async remove(start: string, except?: string): Promise<void> {
    for (const name of this.names.keys()) if (name.startsWith(start) && name !== except) this.names.delete(name);
  }

  async clear(): Promise<void> {
    this.names.clear();
  }
}
