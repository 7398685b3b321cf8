/** Damage to test documents with. */
import { rm } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { openScene, type Scene } from '../edits/scene.ts';

/** Changes a database behind the server's back. */
export function tamper(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

/** Ends a scene's library and copies its database, changed, to a folder of its own. @returns the folder, to open a scene in */
export async function changedCopy(scene: Scene, change: (path: string) => void): Promise<string> {
  const copy = await openScene({ folder: null });
  await copy.store.close();
  await scene.library.close();
  const { path } = copy;
  await rm(`${path}-wal`, { force: true });
  await rm(`${path}-shm`, { force: true });
  const source = new Database(scene.path);
  await source.backup(path);
  source.close();
  change(path);
  return copy.folder;
}
