/** Reading through one connection. Each call is one statement: what it waits for is a microtask, never the disk queue. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Verdict } from '@latchkey/shared/protocol/verdict';
import { CorruptRow, type Json, type Reader, type Row, type Snapshot, type StoredHead, type Token } from '../store.ts';
import { auditQueries } from './audit.ts';
import { checkSeal, toDocument, toNamed, toRow } from './columns.ts';
import type { Columns, Connection } from './connection.ts';

const toToken = (columns: Columns): Token => ({
  purpose: columns['purpose'] as Token['purpose'],
  subject: columns['subject'] as string,
  record: JSON.parse(columns['record'] as string) as Json,
});

const jsonOf = (columns: Columns | undefined): Json | undefined =>
  columns === undefined ? undefined : (JSON.parse(columns['record'] as string) as Json);

/** @param damaged told of rows that were passed over */
export function createReader(connection: Connection, damaged: (damage: CorruptRow) => void): Reader {
  const { get, all } = connection;
  const one = <T>(columns: Columns | undefined, decode: (columns: Columns) => T): T | undefined =>
    columns === undefined ? undefined : decode(columns);
  const sound = (columns: Columns): readonly Row[] => {
    try {
      return [toRow(columns)];
    } catch (error) {
      if (!(error instanceof CorruptRow)) throw error;
      damaged(error);
      return [];
    }
  };
  return {
    workspace: async (id) => jsonOf(get('SELECT record FROM workspaces WHERE id = ?', id)),
    workspaces: async () => all('SELECT id, record FROM workspaces ORDER BY made').map(toNamed),
    environment: async (id) => jsonOf(get('SELECT record FROM environments WHERE id = ?', id)),
    environments: async (workspace) => all('SELECT id, record FROM environments WHERE workspace = ? ORDER BY made', workspace).map(toNamed),

    row: async (kind, id) => one(get('SELECT * FROM records WHERE kind = ? AND id = ?', kind, id), toRow),
    rowByKey: async (kind, scope, key) =>
      one(get('SELECT * FROM records WHERE kind = ? AND scope = ? AND key = ? AND removed = 0', kind, scope, key), toRow),
    rows: async (kind, scope, { after, limit }) =>
      all(
        'SELECT * FROM records WHERE kind = ? AND scope = ? AND removed = 0 AND orphaned = 0 AND id > ? ORDER BY id LIMIT ?',
        ...[kind, scope, after ?? '', limit],
      ).map(toRow),
    soundRows: async (kind, scope) =>
      all('SELECT * FROM records WHERE kind = ? AND scope = ? AND removed = 0 AND orphaned = 0 ORDER BY id', kind, scope).flatMap(sound),
    rowsOfIntegration: async (kind, integration, { after, limit }) =>
      all(
        'SELECT * FROM records WHERE kind = ? AND integration = ? AND removed = 0 AND orphaned = 0 AND id > ? ORDER BY id LIMIT ?',
        ...[kind, integration, after ?? '', limit],
      ).map(toRow),
    rowsHeldBy: async (kind, environment, { user, account }) => {
      const held = (condition: string, ...holder: readonly string[]) =>
        all(`SELECT * FROM records WHERE kind = ? AND kind IN ('activation', 'connection') AND scope = ? AND removed = 0 AND orphaned = 0 AND ${condition}`, kind, environment, ...holder);
      if (user === null && account === null) return held('held_by_user IS NULL AND held_by_account IS NULL').map(toRow);
      const found = [...(user === null ? [] : held('held_by_user = ?', user)), ...(account === null ? [] : held('held_by_account = ?', account))];
      return [...new Map(found.map((columns) => [columns['id'], columns])).values()].map(toRow);
    },
    runsBeyond: async (integration, kept) => {
      const first = get("SELECT began, id FROM records WHERE kind = 'run' AND integration = ? ORDER BY began DESC, id DESC LIMIT 1 OFFSET ?", integration, kept);
      if (first === undefined) return [];
      return all(
        "SELECT * FROM records WHERE kind = 'run' AND is_over = 1 AND integration = ? AND (began, id) <= (?, ?) ORDER BY began DESC, id DESC",
        ...[integration, first['began'] as string, first['id'] as string],
      ).map(toRow);
    },
    runsUnderWay: async (activation) => all("SELECT * FROM records WHERE kind = 'run' AND is_over IS NULL AND parent = ? ORDER BY id", activation).map(toRow),
    countRuns: async (integration) => Number(get("SELECT count(*) AS runs FROM records WHERE kind = 'run' AND integration = ?", integration)?.['runs']),
    children: async (parent) => all('SELECT * FROM records WHERE parent = ? ORDER BY kind, id', parent).map(toRow),
    membersOfUser: async (user) => all("SELECT * FROM records WHERE kind = 'member' AND person = ? AND removed = 0 ORDER BY id", user).map(toRow),
    membersOfAddress: async (workspace, address) =>
      all("SELECT * FROM records WHERE kind = 'member' AND workspace = ? AND address = ? AND removed = 0 ORDER BY id", workspace, address.toLowerCase()).map(toRow),
    accountsOfMember: async (member) => all("SELECT * FROM records WHERE kind = 'appAccount' AND person = ? AND removed = 0 ORDER BY id", member).map(toRow),
    overdue: async (at) =>
      all('SELECT kind, id FROM records WHERE deadline <= ? AND removed = 0 AND orphaned = 0 ORDER BY deadline, id', at).map(({ kind, id }) => ({ kind: kind as Kind, id: id as string })),

    heads: async ({ kind, id, path }) =>
      one(get('SELECT heads, hash FROM heads WHERE kind = ? AND id = ? AND path = ?', kind, id, path), (columns) => {
        checkSeal(columns['heads'] as string, columns['hash'], `the heads of ${path} of ${kind} ${id}`, null);
        return JSON.parse(columns['heads'] as string) as readonly StoredHead[];
      }) ?? [],
    verdict: async (user, device, edit) =>
      one(get('SELECT content, verdict FROM verdicts WHERE person = ? AND device = ? AND edit = ?', user, device, edit), (columns) => ({
        content: columns['content'] as string,
        verdict: JSON.parse(columns['verdict'] as string) as Verdict,
      })),

    document: async (id) => one(get('SELECT * FROM documents WHERE id = ?', id), toDocument),
    documents: async () => all('SELECT * FROM documents ORDER BY id').map(toDocument),
    quarantined: async (workspace) => all('SELECT * FROM documents WHERE quarantined IS NOT NULL AND workspace = ? ORDER BY id', workspace).map(toDocument),
    knowsEpoch: async (document, epoch) => get('SELECT 1 AS known FROM epochs WHERE document = ? AND epoch = ?', document, epoch) !== undefined,
    snapshot: async (document) =>
      one(get('SELECT * FROM snapshots WHERE document = ?', document), ({ epoch, version, bytes, compressed, hash }): Snapshot => {
        checkSeal(compressed as Uint8Array, hash, `the snapshot of ${document}`, document);
        return { epoch: epoch as string, version: version as number, bytes: bytes as number, compressed: compressed as Uint8Array };
      }),
    isStored: async (document) =>
      get(
        'SELECT 1 AS stored FROM documents d WHERE d.id = ? AND (EXISTS (SELECT 1 FROM snapshots s WHERE s.document = d.id AND s.epoch = d.epoch) ' +
          'OR EXISTS (SELECT 1 FROM document_log l WHERE l.document = d.id AND l.epoch = d.epoch))',
        document,
      ) !== undefined,
    log: async (document, after) =>
      all(
        'SELECT l.version, l.content, l.hash FROM document_log l JOIN documents d ON d.id = l.document AND d.epoch = l.epoch ' +
          'WHERE l.document = ? AND l.version > ? ORDER BY l.version',
        ...[document, after],
      ).map(({ version, content, hash }) => {
        checkSeal(content as Uint8Array, hash, `the log of ${document} at version ${String(version)}`, document);
        return { version: version as number, update: content as Uint8Array };
      }),

    ...auditQueries(connection),
    token: async (hash) => one(get('SELECT purpose, subject, record FROM tokens WHERE hash = ?', hash), toToken),
    tokenOf: async (purpose, subject) => one(get('SELECT purpose, subject, record FROM tokens WHERE purpose = ? AND subject = ?', purpose, subject), toToken),
    apiKeyByHash: async (hash) => one(get('SELECT id, record FROM api_keys WHERE hash = ?', hash), toNamed),
    apiKeys: async (workspace) => all('SELECT id, record FROM api_keys WHERE workspace = ? ORDER BY made', workspace).map(toNamed),
  };
}
