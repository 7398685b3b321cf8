/** Reading and writing inside the one transaction that a connection has open. */
import Database from 'better-sqlite3';
import { chainEntry } from '../../audit/chain.ts';
import { deadlineOf } from '../../records/deadline.ts';
import { wordsIn } from '../audit-log.ts';
import { DuplicateKey, type CorruptRow, type Json, type Row, type Transaction } from '../store.ts';
import { fromRow, seal } from './columns.ts';
import type { Connection } from './connection.ts';
import { createReader } from './reader.ts';

const PUT_ROW = `
  INSERT INTO records (kind, id, workspace, environment, scope, key, parent, person, deadline,
    integration, held_by_user, held_by_account, began, is_over, address, record, status, removed, orphaned, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (kind, id) DO UPDATE SET
    workspace = excluded.workspace, environment = excluded.environment, scope = excluded.scope, key = excluded.key,
    parent = excluded.parent, person = excluded.person, deadline = excluded.deadline, integration = excluded.integration,
    held_by_user = excluded.held_by_user, held_by_account = excluded.held_by_account, began = excluded.began, is_over = excluded.is_over, address = excluded.address, record = excluded.record, status = excluded.status,
    removed = excluded.removed, orphaned = excluded.orphaned, hash = excluded.hash`;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** What a record is found by, beside its row's own fields: person, deadline, integration, the user and the account whose it is, when a run began and whether it is over, a member's address. */
function foundBy(row: Row): readonly (string | number | null)[] {
  const { kind, record } = row;
  const isHeld = kind === 'activation' || kind === 'connection';
  const ofIntegration = kind === 'activation' || kind === 'appAccount' || kind === 'appTeam' || kind === 'run';
  const state = isObject(record['state']) ? record['state'] : {};
  return [
    kind === 'member' ? text(record['user']) : kind === 'appAccount' ? text(record['member']) : null,
    deadlineOf(row),
    ofIntegration ? text(record['integration']) : null,
    isHeld ? text(record['user']) : null,
    isHeld ? text(record['account']) : null,
    kind === 'run' ? (text(state['startedAt']) ?? text(state['queuedAt']) ?? text(state['at'])) : null,
    kind === 'run' && (row.removed || state['kind'] === 'ended' || state['kind'] === 'lapsed') ? 1 : null,
    kind === 'member' ? (text(record['email'])?.toLowerCase() ?? null) : null,
  ];
}

function putRow({ run }: Connection, row: Row): void {
  const { record, status, removed, orphaned, hash } = fromRow(row);
  const scope = row.environment ?? row.workspace;
  try {
    run(
      PUT_ROW,
      ...[row.kind, row.id, row.workspace, row.environment, scope, row.key, row.parent],
      ...foundBy(row),
      ...[record, status, removed, orphaned, hash],
    );
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE')) throw error;
    throw new DuplicateKey(`another ${row.kind} of ${scope} has the key '${row.key ?? ''}'`, { cause: error });
  }
}

export function createTransaction(connection: Connection, damaged: (damage: CorruptRow) => void): Transaction {
  const { get, run } = connection;
  const reader = createReader(connection, damaged);
  return {
    ...reader,
    putWorkspace: async (id, record) => {
      run(
        'INSERT INTO workspaces (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
        ...[id, JSON.stringify(record)],
      );
    },
    putEnvironment: async (id, record) => {
      const workspace = record['workspace'];
      if (typeof workspace !== 'string') throw new Error(`the environment ${id} names no workspace`);
      run(
        'INSERT INTO environments (id, workspace, record) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
        ...[id, workspace, JSON.stringify(record)],
      );
    },
    putRow: async (row) => putRow(connection, row),
    deleteRow: async (kind, id) => {
      run('DELETE FROM records WHERE kind = ? AND id = ?', kind, id);
      run('DELETE FROM heads WHERE kind = ? AND id = ?', kind, id);
    },
    putHeads: async ({ kind, id, path }, heads) => {
      const text = JSON.stringify(heads);
      run(
        'INSERT INTO heads VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET heads = excluded.heads, hash = excluded.hash',
        ...[kind, id, path, text, seal(text)],
      );
    },
    putVerdict: async (user, device, edit, content, verdict) => {
      run('INSERT INTO verdicts VALUES (?, ?, ?, ?, ?)', user, device, edit, content, JSON.stringify(verdict));
    },

    putDocument: async ({ id, workspace, epoch, version, restoredAt }) => {
      run(
        'INSERT INTO documents (id, workspace, epoch, version, restored_at) VALUES (?, ?, ?, ?, ?) ' +
          'ON CONFLICT DO UPDATE SET epoch = excluded.epoch, version = excluded.version, restored_at = excluded.restored_at',
        ...[id, workspace, epoch, version, restoredAt],
      );
      run('INSERT INTO epochs VALUES (?, ?) ON CONFLICT DO NOTHING', id, epoch);
    },
    liftQuarantine: async (document) => {
      run('UPDATE documents SET quarantined = NULL WHERE id = ?', document);
    },
    forgetEpochs: async (document) => {
      run('DELETE FROM epochs WHERE document = ?', document);
    },
    appendLog: async (document, epoch, version, update) => {
      run('INSERT INTO document_log VALUES (?, ?, ?, ?, ?)', document, epoch, version, update, seal(update));
    },
    putSnapshot: async (document, { epoch, version, bytes, compressed }, keepAfter) => {
      run('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?)', document, epoch, version, bytes, compressed, seal(compressed));
      run('DELETE FROM document_log WHERE document = ? AND (epoch <> ? OR version <= ?)', document, epoch, keepAfter);
    },

    appendAudit: async (entry) => {
      // Only what the next one is chained to: a damaged entry is no reason to refuse new ones.
      const last = get('SELECT sequence, hash FROM audit WHERE workspace = ? ORDER BY sequence DESC LIMIT 1', entry.workspace);
      const end = last === undefined ? null : { sequence: last['sequence'] as number, hash: last['hash'] as string };
      const { sequence, previous, hash, ...content } = chainEntry(end, entry);
      run(
        'INSERT INTO audit (workspace, sequence, entry, previous, hash, words, opening) ' +
          'VALUES (?, ?, ?, ?, ?, ?, coalesce((SELECT min(sequence) FROM audit WHERE workspace = ? AND thread = ?), ?))',
        ...[entry.workspace, sequence, JSON.stringify(content), previous, hash, wordsIn(content)],
        ...[entry.workspace, entry.thread, sequence],
      );
    },
    putToken: async (hash, { purpose, subject, record }) => {
      run(
        'INSERT INTO tokens (purpose, subject, hash, record) VALUES (?, ?, ?, ?) ' +
          'ON CONFLICT (purpose, subject) DO UPDATE SET hash = excluded.hash, record = excluded.record',
        ...[purpose, subject, hash, JSON.stringify(record)],
      );
    },
    deleteToken: async (purpose, subject) => {
      run('DELETE FROM tokens WHERE purpose = ? AND subject = ?', purpose, subject);
    },
    putApiKey: async (id, hash, workspace, record) => {
      run(
        'INSERT INTO api_keys (id, hash, workspace, record) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
        ...[id, hash, workspace, JSON.stringify(record)],
      );
    },
    deleteApiKey: async (workspace, id) => run('DELETE FROM api_keys WHERE workspace = ? AND id = ?', workspace, id) > 0,
  };
}
