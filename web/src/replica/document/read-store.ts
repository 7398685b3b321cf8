/** What is stored of a document, read without following it or keeping it in memory. */
import { readAll, type Change } from '@latchkey/shared/document/records';
import * as Y from 'yjs';
import { withDeadline } from '../storage/deadline.ts';
import { COMPLETE, HYDRATION_DEADLINE, openDatabase } from './document-store.ts';

/**
 * @returns every record of it, or null where what is stored is not complete
 * @throws {StorageFailed}
 */
export async function readStore(name: string): Promise<readonly Change[] | null> {
  const database = await openDatabase(name);
  const [complete, updates] = await withDeadline(
    'reading a document',
    () => Promise.all([database.get('custom', COMPLETE), database.getAll('updates')]),
    HYDRATION_DEADLINE,
  ).finally(() => database.close());
  if (complete === undefined) return null;
  const doc = new Y.Doc();
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)));
  const changes = [...readAll(doc)];
  doc.destroy();
  return changes;
}
