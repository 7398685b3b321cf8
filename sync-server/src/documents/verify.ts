/** The way back from quarantine (DOC-7): once an operator has repaired the rows, or where only a projection was damaged. */
import { integrationDocument, readDocumentName, runsDocument, scopedDocument } from '@latchkey/shared/document/placement';
import { CorruptRow, type DocumentRow, type Store, type Transaction } from '../store/store.ts';
import { entriesFromRows } from './from-rows.ts';
import { pause } from './pause.ts';

export interface Verified {
  readonly document: string;
  /** What is still damaged; null: it is served again. */
  readonly damage: string | null;
}

/**
 * Reads all rows of every document in quarantine against their hashes. Where they match, the document is made anew
 * from them, in a new epoch and version, and served again. Made anew with that of an environment are those of its
 * integrations: while one of these was damaged, nobody could tell what its documents were to show. To be called before
 * anything is served.
 */
export async function verifyQuarantined(store: Store, id: () => string): Promise<readonly Verified[]> {
  const verified: Verified[] = [];
  const documents = await store.read((reader) => reader.documents());
  for (const document of documents.filter(({ quarantined }) => quarantined !== null)) {
    const damage = await damageIn(store, document);
    await store.transact(async (transaction) => {
      // All or nothing: after a crash in between, those of the integrations would be taken for what they are not.
      if (readDocumentName(document.id).kind === 'environment') await renewIntegrations(transaction, document.id, id);
      if (damage !== null) return;
      await renew(transaction, document.id, id());
      await transaction.liftQuarantine(document.id);
    });
    verified.push({ document: document.id, damage });
  }
  return verified;
}

/** The first row that does not match its hash, as a sentence, or null. Read in slices: a stop has to be heard meanwhile. */
async function damageIn(store: Store, { id, workspace }: DocumentRow): Promise<string | null> {
  try {
    await store.read(async (reader) => {
      for await (const _entries of entriesFromRows(reader, id, workspace)) await pause();
    });
    return null;
  } catch (error) {
    if (!(error instanceof CorruptRow)) throw error;
    return error.message;
  }
}

/** Those of integrations that are damaged stay as they are: nobody is offered them. */
async function renewIntegrations(transaction: Transaction, environment: string, id: () => string): Promise<void> {
  for (const integration of await transaction.soundRows('integration', environment)) {
    for (const name of [integrationDocument, scopedDocument, runsDocument]) await renew(transaction, name(integration.id), id());
  }
}

/** From now on the document is what its rows say, and made of them when it is asked for; where it was never written, it is so already. */
async function renew(transaction: Transaction, document: string, epoch: string): Promise<void> {
  const row = await transaction.document(document);
  // Edits committed meanwhile show in this version: who was shown the one before has not seen them (MERGE-2).
  if (row !== undefined) await transaction.putDocument({ ...row, epoch, version: row.version + 1 });
}
