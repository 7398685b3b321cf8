/** Rows of the store as columns, sealed with a hash, and back. SQLite has no page checksums (CASE-39). */
import { hash } from 'node:crypto';
import { environmentDocument, integrationDocument, runsDocument } from '@latchkey/shared/document/placement';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { CorruptRow, type DocumentRow, type Json, type Row } from '../store.ts';
import type { Columns } from './connection.ts';

/** 16 bytes tell damage from chance; they are no defence against someone who can write the file. */
export const seal = (content: string | Uint8Array): Uint8Array => hash('sha256', content, 'buffer').subarray(0, 16);

const same = (a: Uint8Array, b: unknown): boolean => b instanceof Uint8Array && Buffer.compare(a, b) === 0;

/** @throws {CorruptRow} if `content` is not what was sealed */
export function checkSeal(content: string | Uint8Array, hash: unknown, what: string, document: string | null): void {
  if (!same(seal(content), hash)) throw new CorruptRow(`${what} does not match its hash: restore it from a back-up`, document);
}

/** Every column that a row is read from; a change of any is found. */
const rowSeal = (kind: string, id: string, columns: readonly unknown[]): string => JSON.stringify([kind, id, ...columns]);

export interface RowColumns {
  readonly record: string;
  readonly status: string | null;
  readonly removed: number;
  readonly orphaned: number;
  readonly hash: Uint8Array;
}

export function fromRow(row: Row): RowColumns {
  const record = JSON.stringify(row.record);
  const status = row.status === null ? null : JSON.stringify(row.status);
  const [removed, orphaned] = [Number(row.removed), Number(row.orphaned)];
  const sealed = rowSeal(row.kind, row.id, [row.workspace, row.environment, row.key, row.parent, record, status, removed, orphaned]);
  return { record, status, removed, orphaned, hash: seal(sealed) };
}

/** The document of which a row is lost where it is damaged; by the columns beside the record, which is not to be believed. */
function documentOf({ kind, environment, integration }: Columns): string | null {
  if (typeof integration === 'string') {
    if (kind === 'appAccount' || kind === 'appTeam') return integrationDocument(integration);
    if (kind === 'run') return runsDocument(integration);
  }
  return typeof environment === 'string' ? environmentDocument(environment) : null;
}

/** @throws {CorruptRow} */
export function toRow(columns: Columns): Row {
  const { kind, id, workspace, environment, key, parent, record, status, removed, orphaned } = columns;
  const sealed = rowSeal(String(kind), String(id), [workspace, environment, key, parent, record, status, removed, orphaned]);
  checkSeal(sealed, columns['hash'], `the ${String(kind)} ${String(id)}`, documentOf(columns));
  return {
    kind: kind as Kind,
    id: id as string,
    workspace: workspace as string,
    environment: environment as string | null,
    key: key as string | null,
    parent: parent as string | null,
    record: JSON.parse(record as string) as Json,
    status: status === null ? null : (JSON.parse(status as string) as Json),
    removed: removed === 1,
    orphaned: orphaned === 1,
  };
}

export const toDocument = (columns: Columns): DocumentRow => ({
  id: columns['id'] as string,
  workspace: columns['workspace'] as string,
  epoch: columns['epoch'] as string,
  version: columns['version'] as number,
  restoredAt: columns['restored_at'] as number,
  quarantined: columns['quarantined'] as string | null,
});

export const toNamed = (columns: Columns): { readonly id: string; readonly record: Json } => ({
  id: columns['id'] as string,
  record: JSON.parse(columns['record'] as string) as Json,
});
