/** The one place that says how things are (PRODUCT: the header always says the truth). Pure. */
import type { ContactState } from '../account/contact-machine.ts';
import type { DocumentProgress } from '../channel/document-channel.ts';
import type { SyncState } from '../client.ts';
import type { StorageHealth } from '../storage/user-store.ts';

export interface SyncFacts {
  readonly contact: ContactState['kind'];
  /** Of the place on screen; null: none is, or it is not open yet. */
  readonly progress: DocumentProgress | null;
  readonly waiting: number;
  readonly sending: number;
  readonly persistent: boolean;
  readonly documents: SyncState['documents'];
  /** The outbox's storage, and why that of documents failed, if it did. */
  readonly health: StorageHealth;
  readonly documentStorage: string | null;
}

export function syncState({ contact, progress, waiting, sending, persistent, documents, health, documentStorage }: SyncFacts): SyncState {
  const link = contact === 'online' || contact === 'connecting' ? contact : 'offline';
  const failing = health.kind === 'failing' ? health.message : documentStorage;
  return {
    link: { kind: link },
    // A socket that froze still says that all is well (CASE-50).
    document: progress?.kind === 'current' && link !== 'online' ? { kind: 'stale' } : (progress ?? { kind: 'opening' }),
    waiting,
    sending,
    documents,
    storage: failing === null ? { kind: 'good', persistent } : { kind: 'failing', message: failing },
  };
}
