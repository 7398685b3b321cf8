/** The index of an environment: records, what belongs to whom, and the table of connected users, kept in step. */
import type { Activation } from '@latchkey/shared/domain/activation';
import type { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Kind, RecordOf } from '@latchkey/shared/domain/kinds';
import type { Change } from '@latchkey/shared/document/records';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState, Overview, UserDetail, UserRow } from '../environment-rows.ts';
import { IndexedRecords, type IndexedRecord, type Watcher } from './document-index.ts';
import type { EnvironmentIndex } from './environment-index.ts';
import { formatOf, type EnvironmentSnapshot } from './index-snapshot.ts';
import { IndexedTable } from './indexed-table.ts';
import { overviewOf } from './overview.ts';
import { Dependents } from './store/dependents.ts';
import { IdTable } from './store/id-table.ts';
import type { RecordSets } from './store/record-sets.ts';
import { connectedUsers, type ConnectedUserJoin } from './tables/connected-users.ts';
import type { UserSources } from './user-views.ts';

export class IndexedEnvironment implements EnvironmentIndex {
  readonly #document: IndexedRecords;
  readonly sources: UserSources;
  readonly users: IndexedTable<ConnectedUser, ConnectedUserJoin, UserRow, UserDetail>;

  constructor(collator: Intl.Collator, parts?: EnvironmentSnapshot['parts']) {
    this.#document = new IndexedRecords(parts === undefined ? undefined : { records: parts.records });
    this.sources = {
      records: this.records,
      activations: parts === undefined ? new Dependents() : Dependents.restore(parts.activations),
      connections: parts === undefined ? new Dependents() : Dependents.restore(parts.connections),
      connectors: parts === undefined ? new IdTable() : IdTable.restore(parts.connectors),
      collator,
    };
    this.users = new IndexedTable(connectedUsers(this.sources), { collator, ordered: true }, parts?.users);
    this.watch((kind, at, part) => this.#changed(kind, at, part));
    for (const { kind, at } of parts?.overlaid ?? []) this.#changed(kind, at, 'record');
    this.users.derive();
  }

  get records(): RecordSets {
    return this.#document.records;
  }

  apply(changes: readonly Change[]): void {
    this.#document.apply(changes);
    this.users.derive();
  }

  beginReconcile(): void {
    this.#document.beginReconcile();
  }

  endReconcile(): void {
    this.#document.endReconcile();
    this.users.derive();
  }

  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void {
    this.#document.overlay(kind, id, elements, state);
    this.users.derive();
  }

  overview(): Overview {
    return overviewOf(this.sources, this.users.select());
  }

  record<K extends Kind>(kind: K, id: string): IndexedRecord<K> | undefined {
    const found = this.#document.record(kind, id);
    return found === undefined ? undefined : { ...found, removed: found.removed || this.#ownerRemoved(kind, found.effective) };
  }

  watch(watcher: Watcher): () => void {
    return this.#document.watch(watcher);
  }

  snapshot(): EnvironmentSnapshot {
    return {
      format: formatOf(this.sources.collator),
      parts: {
        records: this.records.snapshot(),
        activations: this.sources.activations.snapshot(),
        connections: this.sources.connections.snapshot(),
        connectors: this.sources.connectors.snapshot(),
        users: this.users.snapshot(),
        overlaid: this.records.overlaid,
      },
    };
  }

  /** A record is not what it was: whoever's row shows it is derived again. */
  #changed(kind: Kind, at: number, part: Change['part']): void {
    if (part === 'status') {
      if (kind === 'activation') this.sources.activations.mark(at, this.#failed(at));
      return;
    }
    // At once: its record was parsed a moment ago.
    if (kind === 'connectedUser') this.users.put(at);
    if (kind === 'activation') this.#relink(this.sources.activations, kind, at, (record: Activation) => ({ subject: this.records.of('integration').ids.intern(record.integration), broken: this.#failed(at) }));
    if (kind === 'connection') this.#relink(this.sources.connections, kind, at, (record: Connection) => ({ subject: this.sources.connectors.intern(record.connector), broken: record.status === 'invalid' }));
  }

  /** Whether the latest run of an activation was an error. */
  #failed(at: number): boolean {
    return this.records.status('activation', at)?.latestRun?.result === 'error';
  }

  #relink<K extends 'activation' | 'connection'>(dependents: Dependents, kind: K, at: number, read: (record: RecordOf<K>) => { subject: number; broken: boolean }): void {
    const record = this.records.of(kind).removed(at) ? undefined : this.records.effective(kind, at);
    const before = dependents.get(at)?.owner ?? null;
    const owner = typeof record?.user === 'string' ? this.records.of('connectedUser').ids.intern(record.user) : null;
    dependents.put(at, record === undefined ? null : { owner, ...read(record) });
    for (const user of [before, owner]) if (user !== null) this.users.joinChanged(user);
  }

  #ownerRemoved(kind: Kind, record: Readonly<Record<string, unknown>>): boolean {
    if (kind !== 'activation' && kind !== 'connection') return false;
    const users = this.records.of('connectedUser');
    return typeof record['user'] === 'string' && users.removed(users.ids.find(record['user']));
  }
}
