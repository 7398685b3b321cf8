/** Marking a document as damaged (DOC-7), one that has no row too. */
import { readDocumentName } from '@latchkey/shared/document/placement';
import type { Connection } from './connection.ts';

const REACHED = 'SELECT coalesce(max(version), 0) FROM (SELECT version FROM snapshots WHERE document = ? UNION ALL SELECT version FROM document_log WHERE document = ?)';

/** @param epoch of the row that is made, where there is none */
export function quarantine(connection: Connection, document: string, why: string, epoch: string): void {
  const workspace = workspaceOf(connection, document);
  if (workspace === null) return;
  connection.run(
    `INSERT INTO documents (id, workspace, epoch, version, restored_at, quarantined) VALUES (?, ?, ?, (${REACHED}), 0, ?) ` +
      'ON CONFLICT (id) DO UPDATE SET quarantined = coalesce(quarantined, excluded.quarantined)',
    ...[document, workspace, epoch, document, document, why],
  );
}

/** Not held against a hash: the damage may be in the very row that says it. */
function workspaceOf({ get }: Connection, document: string): string | null {
  const { kind, id } = readDocumentName(document);
  const found =
    get('SELECT workspace FROM documents WHERE id = ?', document) ??
    (kind === 'environment'
      ? get('SELECT workspace FROM environments WHERE id = ?', id)
      : get('SELECT workspace FROM records WHERE kind = ? AND id = ?', kind === 'own' ? 'member' : 'integration', id));
  return found === undefined ? null : String(found['workspace']);
}
