/** Loads the sample into a new data directory, in one transaction; afterwards it does nothing. */
import { readFileSync } from 'node:fs';
import type { Library } from '../documents/library.ts';
import type { Identity } from '../identity/identity.ts';
import { commit } from '../records/commit.ts';
import { found } from '../records/founding.ts';
import type { Store } from '../store/store.ts';
import { passwordOf, sampleMembers } from './members.ts';
import { labsFounding, sampleActivity, sampleFounding, sampleRows } from './northwind.ts';

export interface SampleParts {
  readonly store: Store;
  readonly library: Library;
  readonly identity: Identity;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** The connected users of Production, as CSV. */
export const sampleUsers = (): string => readFileSync(new URL('connected-users.csv', import.meta.url), 'utf8');

export async function loadSample({ store, library, identity, clock }: SampleParts, csv = sampleUsers()): Promise<void> {
  if ((await store.read((reader) => reader.workspaces())).length > 0) return;
  const users: string[] = [];
  for (const member of sampleMembers) {
    await identity.removeUser(member.email); // left from a start that was cut short
    users.push(await identity.createUser({ name: member.name, email: member.email, password: passwordOf(member) }));
  }
  const now = clock();
  await commit({ store, library }, async (transaction) => {
    const founding = sampleFounding(users);
    const changes = await found(transaction, founding);
    for (const [document, made] of await found(transaction, labsFounding(users))) changes.set(document, made);
    const rows = [...sampleRows(csv, now)];
    for (const row of rows) await transaction.putRow(row); // for documents to be made of, when somebody asks for them
    for (const entry of sampleActivity(rows, now)) await transaction.appendAudit(entry);
    return { changes, result: undefined };
  });
}
