/** Rows to test stores with. */
import type { AuditEntry } from '../audit-log.ts';
import type { DocumentRow, Row, StoredHead } from '../store.ts';

export const userRow = (id: string, change: Partial<Row> = {}): Row => ({
  kind: 'connectedUser',
  id,
  workspace: 'acme',
  environment: 'production',
  key: null,
  parent: null,
  record: { environment: 'production', externalId: id, enabled: true },
  status: null,
  removed: false,
  orphaned: false,
  ...change,
});

export const documentRow = (change: Partial<DocumentRow>): DocumentRow => ({
  id: 'production',
  workspace: 'acme',
  epoch: 'epoch',
  version: 0,
  restoredAt: 0,
  quarantined: null,
  ...change,
});

export const auditEntry = (action: string): AuditEntry => ({
  workspace: 'acme',
  environment: 'production',
  at: '2026-02-21T19:04:07.533Z',
  actor: { kind: 'member', id: 'm1', name: 'Ada' },
  device: null,
  thread: null,
  action,
  subject: { kind: 'connectedUser', id: 'u1', name: 'Grace' },
  before: true,
  after: undefined,
  outcome: 'applied',
  detail: null,
});

export const storedHead = (edit: string): StoredHead => ({
  edit,
  value: false,
  stamp: 1,
  device: 'device',
  sequence: 1,
  member: 'm1',
  memberName: 'Ada',
  versions: { production: 1 },
  name: 'connectedUser.setEnabled',
  args: { user: 'u1', enabled: false },
  document: 'production',
});
