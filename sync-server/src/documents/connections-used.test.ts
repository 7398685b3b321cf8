import { scopedDocument } from '@latchkey/shared/document/placement';
import { expect, test } from 'vitest';
import { FOUNDED, openScene, WORKSPACE } from '../edits/scene.ts';
import { activationRow, connectionRow } from '../records/rows.ts';
import type { Reader, Row } from '../store/store.ts';
import { sampleIntegration } from '../testing/rows.ts';
import { entriesFromRows } from './from-rows.ts';
import { allOf } from './pages.ts';
import { project, type ChangeSet } from './projection.ts';

const USERS = 40;

/** All of one account: each user has a login that the account shares, and runs on it. */
const shared = { environment: 'production', account: 'a1', sharing: 'account' } as const;
const connection = (user: string): Row =>
  connectionRow(WORKSPACE, `connection-${user}`, { ...shared, user, connector: 'hubspot', name: 'Login', proprietary: false, status: 'valid', reason: null, authorizedAt: FOUNDED }, user);
const activation = (user: string): Row => activationRow(WORKSPACE, `activation-${user}`, { ...shared, sharing: 'user', user, integration: 'contacts', enabled: true, createdAt: FOUNDED }, null);

/** A reader that counts the rows that it gives of those who hold something. */
function counting(reader: Reader): { readonly reader: Reader; rows(): number } {
  let given = 0;
  const rowsHeldBy: Reader['rowsHeldBy'] = async (...asked) => {
    const rows = await reader.rowsHeldBy(...asked);
    given += rows.length;
    return rows;
  };
  return { reader: { ...reader, rowsHeldBy }, rows: () => given };
}

test('DOC-2 an activation comes, or a document is made, in an account of many: rows are read in proportion to how many they are', async () => {
  const scene = await openScene();
  const users = Array.from({ length: USERS }, (_, n) => `p${n}`);
  await scene.put([sampleIntegration(WORKSPACE, 'production', 'contacts'), ...users.map(connection), ...users.map(activation)]);
  await scene.store.read(async (reader) => {
    const coming = counting(reader);
    const changes: ChangeSet = new Map();
    await project(changes, coming.reader, undefined, activation('p0'));
    const shown = (changes.get(scopedDocument('contacts')) ?? []).filter(({ kind, text }) => kind === 'connection' && text !== null);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(USERS);
    expect(coming.rows()).toBeLessThan(4 * USERS);

    const making = counting(reader);
    const entries = await allOf(entriesFromRows(making.reader, scopedDocument('contacts'), WORKSPACE));
    expect(entries.filter(({ kind }) => kind === 'connection')).toHaveLength(USERS);
    expect(making.rows()).toBeLessThan(4 * USERS);
  });
  await scene.close();
});
