/** The index of an environment: records, what belongs to whom, and the table of connected users, kept in step. */
import type { Activation } from '@latchkey/shared/domain/activation';
import type { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import type { Connection } from '@latchkey/shared/domain/connection';
import { kinds, type Kind, type RecordOf } from '@latchkey/shared/domain/kinds';
import type { Change } from '@latchkey/shared/document/records';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState, Overview, UserDetail, UserRow } from '../client.ts';
import type { EnvironmentIndex, IndexedRecord } from './environment-index.ts';
import { formatOf, type IndexSnapshot } from './index-snapshot.ts';
import { IndexedTable } from './indexed-table.ts';
import { overviewOf } from './overview.ts';
import { Dependents } from './store/dependents.ts';
import { IdTable } from './store/id-table.ts';
import type { Json } from './store/record-codec.ts';
import { RecordSets } from './store/record-sets.ts';
import { connectedUsers, type ConnectedUserJoin } from './tables/connected-users.ts';
import type { UserSources } from './user-views.ts';

export class IndexedEnvironment implements EnvironmentIndex {
  readonly #records: RecordSets;
  readonly sources: UserSources;
  readonly users: IndexedTable<ConnectedUser, ConnectedUserJoin, UserRow, UserDetail>;
  readonly #watchers: ((kind: Kind, at: number) => void)[] = [];

  constructor(collator: Intl.Collator, parts?: IndexSnapshot['parts']) {
    this.#records = new RecordSets(parts?.records);
    this.sources = {
      records: this.#records,
      activations: parts === undefined ? new Dependents() : Dependents.restore(parts.activations),
      connections: parts === undefined ? new Dependents() : Dependents.restore(parts.connections),
      connectors: parts === undefined ? new IdTable() : IdTable.restore(parts.connectors),
      collator,
    };
    this.users = new IndexedTable(connectedUsers(this.sources), collator, parts?.users);
    for (const { kind, at } of parts?.overlaid ?? []) this.#changed(kind, at);
    this.users.derive();
  }

  apply(changes: readonly Change[]): void {
    for (const { kind, id, part, text } of changes) {
      const set = this.#records.of(kind);
      const at = text === null ? set.ids.find(id) : set.ids.intern(id);
      if (at === -1) continue;
      const record = text === null ? null : (JSON.parse(text) as Json);
      if (!set.put(at, part, record)) continue;
      if (part === 'record') this.#changed(kind, at);
      else this.#statusChanged(kind, at);
    }
    this.users.derive();
  }

  beginReconcile(): void {
    for (const kind of kinds) this.#records.of(kind).beginReconcile();
  }

  endReconcile(): void {
    for (const kind of kinds) for (const at of this.#records.of(kind).endReconcile()) this.#changed(kind, at);
    this.users.derive();
  }

  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void {
    const set = this.#records.of(kind);
    const at = set.ids.intern(id);
    set.overlay(at, elements, state);
    this.#changed(kind, at);
    this.users.derive();
  }

  overview(): Overview {
    return overviewOf(this.sources, this.users.select());
  }

  record<K extends Kind>(kind: K, id: string): IndexedRecord<K> | undefined {
    const set = this.#records.of(kind);
    const at = set.ids.find(id);
    const base = this.#records.base(kind, at);
    const effective = this.#records.effective(kind, at);
    if (effective === undefined) return undefined;
    return { base, effective, removed: set.removed(at) || this.#ownerRemoved(kind, effective), pending: set.pending(at) };
  }

  watch(watcher: (kind: Kind, at: number) => void): void {
    this.#watchers.push(watcher);
  }

  snapshot(): IndexSnapshot {
    return {
      format: formatOf(this.sources.collator),
      parts: {
        records: this.#records.snapshot(),
        activations: this.sources.activations.snapshot(),
        connections: this.sources.connections.snapshot(),
        connectors: this.sources.connectors.snapshot(),
        users: this.users.snapshot(),
        overlaid: kinds.flatMap((kind) => this.#records.of(kind).overlaid.map((at) => ({ kind, at }))),
      },
    };
  }

  /** A record is not what it was: whoever's row shows it is derived again. */
  #changed(kind: Kind, at: number): void {
    for (const watcher of this.#watchers) watcher(kind, at);
    if (kind === 'connectedUser') this.users.changed(at);
    if (kind === 'activation') this.#relink(this.sources.activations, kind, at, (record: Activation) => ({ subject: this.#records.of('integration').ids.intern(record.integration), broken: this.#failed(at) }));
    if (kind === 'connection') this.#relink(this.sources.connections, kind, at, (record: Connection) => ({ subject: this.sources.connectors.intern(record.connector), broken: record.status === 'invalid' }));
  }

  #statusChanged(kind: Kind, at: number): void {
    for (const watcher of this.#watchers) watcher(kind, at);
    if (kind === 'activation') this.sources.activations.mark(at, this.#failed(at));
  }

  /** Whether the latest run of an activation was an error. */
  #failed(at: number): boolean {
    return this.#records.status('activation', at)?.latestRun?.result === 'error';
  }

  #relink<K extends 'activation' | 'connection'>(dependents: Dependents, kind: K, at: number, read: (record: RecordOf<K>) => { subject: number; broken: boolean }): void {
    const record = this.#records.of(kind).removed(at) ? undefined : this.#records.effective(kind, at);
    const before = dependents.get(at)?.owner ?? null;
    const owner = typeof record?.user === 'string' ? this.#records.of('connectedUser').ids.intern(record.user) : null;
    dependents.put(at, record === undefined ? null : { owner, ...read(record) });
    for (const user of [before, owner]) if (user !== null) this.users.joinChanged(user);
  }

  #ownerRemoved(kind: Kind, record: Readonly<Record<string, unknown>>): boolean {
    if (kind !== 'activation' && kind !== 'connection') return false;
    const users = this.#records.of('connectedUser');
    return typeof record['user'] === 'string' && users.removed(users.ids.find(record['user']));
  }
}
