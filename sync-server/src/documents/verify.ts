/** The way back from quarantine (DOC-7): once an operator has repaired the rows, or where only a projection was damaged. */
import { integrationDocument, readDocumentName, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import { CorruptRow, type DocumentRow, type Store } from '../store/store.ts';
import { entriesFromRows } from './from-rows.ts';
import { allOf, pagesOf } from './pages.ts';

export interface Verified {
  readonly document: string;
  /** What is still damaged; null: it is served again. */
  readonly damage: string | null;
}

/**
 * Reads all rows of every document in quarantine against their hashes. Where they match, the document is made anew
 * from them, in a new epoch and version, and served again. With that of an environment come those of its integrations:
 * while one of these was damaged, nobody could tell what its documents were to show. To be called before the library is opened.
 */
export async function verifyQuarantined(store: Store, id: () => string): Promise<readonly Verified[]> {
  const verified: Verified[] = [];
  const documents = await store.read((reader) => reader.documents());
  const verify = async (document: DocumentRow): Promise<boolean> => {
    const damage = await lift(store, document, id());
    verified.push({ document: document.id, damage });
    return damage === null;
  };
  for (const document of documents.filter(({ quarantined }) => quarantined !== null)) {
    if (!(await verify(document)) || readDocumentName(document.id).kind !== 'environment') continue;
    const names = new Set((await store.read((reader) => allOf(pagesOf(reader, 'integration', document.id)))).flatMap(({ id }) => integrationDocuments(id)));
    for (const other of documents) if (other.quarantined === null && names.has(other.id)) await verify(other);
  }
  return verified;
}

const integrationDocuments = (integration: string): readonly string[] => [integrationDocument(integration), scopedDocument(integration), runsDocument(integration)];

/** @returns what is damaged, or null where the quarantine was lifted */
async function lift(store: Store, { quarantined: _, ...document }: DocumentRow, epoch: string): Promise<string | null> {
  try {
    await store.transact(async (transaction) => {
      for await (const _entries of entriesFromRows(transaction, document.id, document.workspace));
      // Edits committed meanwhile show in this version: who was shown the one before has not seen them (MERGE-2).
      await transaction.putDocument({ ...document, epoch, version: document.version + 1 });
      await transaction.liftQuarantine(document.id);
    });
    return null;
  } catch (error) {
    if (!(error instanceof CorruptRow)) throw error;
    return error.message;
  }
}
