/** What has changed of documents that are not on screen, asked in one question while something on screen tells of them (QUERY-7). */
import { readDocumentName } from '@latchkey/shared/document/placement';
import { DocumentStates } from '@latchkey/shared/protocol/documents';
import * as v from 'valibot';
import { unlessStorage } from '../storage/deadline.ts';
import type { UserStore } from '../storage/user-store.ts';
import type { Library } from './library.ts';
import type { Places } from './places.ts';

export interface LookWorld {
  readonly store: UserStore;
  readonly library: Pick<Library, 'open'>;
  readonly places: Pick<Places, 'bring'>;
  readonly fetch: typeof fetch;
}

/** What is not on this device yet comes in its turn. Without an answer nothing is done: the header says so. */
export async function bringBehind({ store, library, places, fetch }: LookWorld, environment: string): Promise<void> {
  const states = await asked(fetch, environment);
  const kept = await store.run('finding documents', (db) => Promise.all([db.getAllKeys('documents'), db.getAll('documents')])).catch(unlessStorage);
  if (states === null || kept === undefined) return;
  const [names, rows] = kept;
  const behind = names.filter((name, i) => {
    const [here, there] = [rows[i], states[name]];
    return there !== undefined && readDocumentName(name).kind === 'integration' && (here?.epoch !== there.epoch || here.version !== there.version);
  });
  for (const name of behind) if (!library.open.includes(name)) await places.bring(name, () => false);
}

async function asked(send: typeof fetch, environment: string): Promise<DocumentStates | null> {
  const response = await send(`/api/documents?environment=${encodeURIComponent(environment)}`, { cache: 'no-store' }).catch(() => null);
  const states = v.safeParse(DocumentStates, response?.ok === true ? await response.json().catch(() => null) : null);
  return states.success ? states.output : null;
}
