/** The index of an environment: records, what belongs to whom, and the table of connected users, kept in step. */
import type { Activation } from '@latchkey/shared/domain/activation';
import type { Connection } from '@latchkey/shared/domain/connection';
import { kinds, type Kind, type RecordOf } from '@latchkey/shared/domain/kinds';
import type { Change } from '@latchkey/shared/document/records';
import type { Element } from '@latchkey/shared/edits/definition';
import type { EditState, Overview, UserDetail, UserPage, UserQuery, UserRow } from '../client.ts';
import { Table } from './engine/table.ts';
import type { EnvironmentIndex, IndexedRecord } from './environment-index.ts';
import { formatOf, type IndexSnapshot } from './index-snapshot.ts';
import { Dependents } from './store/dependents.ts';
import { IdTable } from './store/id-table.ts';
import type { Json } from './store/record-codec.ts';
import { RecordSets } from './store/record-sets.ts';
import { connectedUserFilters, connectedUsers, type ConnectedUserJoin, type ConnectedUserTable } from './tables/connected-users.ts';
import { connectionStatusOf, integrationsOf, integrationsOverview, userDetail, userRow, type UserSources } from './user-views.ts';

const everyone: UserQuery = {
  environment: '',
  search: '',
  status: [],
  integrations: [],
  createdFrom: null,
  createdTo: null,
  disabled: null,
  sort: { by: 'created', descending: false },
  page: 1,
  pageSize: 1,
};

export class IndexedEnvironment implements EnvironmentIndex {
  readonly #records: RecordSets;
  readonly #sources: UserSources;
  readonly #users: ConnectedUserTable;
  /** Users whose row is to be derived again. */
  readonly #stale = new Set<number>();
  /** Users of whose row only what is joined to it is to be derived again. */
  readonly #staleJoins = new Set<number>();

  constructor(collator: Intl.Collator, parts?: IndexSnapshot['parts']) {
    this.#records = new RecordSets(parts?.records);
    this.#sources = {
      records: this.#records,
      activations: parts === undefined ? new Dependents() : Dependents.restore(parts.activations),
      connections: parts === undefined ? new Dependents() : Dependents.restore(parts.connections),
      connectors: parts === undefined ? new IdTable() : IdTable.restore(parts.connectors),
      collator,
    };
    const { ids } = this.#records.of('connectedUser');
    this.#users = new Table(connectedUsers, { collator, compareIds: (a, b) => ids.compare(a, b) }, parts?.users);
    for (const { kind, at } of parts?.overlaid ?? []) this.#changed(kind, at);
    this.#derive();
  }

  apply(changes: readonly Change[]): void {
    for (const { kind, id, part, text } of changes) {
      const set = this.#records.of(kind);
      const at = text === null ? set.ids.find(id) : set.ids.intern(id);
      if (at === -1) continue;
      const record = text === null ? null : (JSON.parse(text) as Json);
      if (set.put(at, part, record) && part === 'record') this.#changed(kind, at);
    }
    this.#derive();
  }

  beginReconcile(): void {
    for (const kind of kinds) this.#records.of(kind).beginReconcile();
  }

  endReconcile(): void {
    for (const kind of kinds) for (const at of this.#records.of(kind).endReconcile()) this.#changed(kind, at);
    this.#derive();
  }

  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void {
    const set = this.#records.of(kind);
    const at = set.ids.intern(id);
    set.overlay(at, elements, state);
    this.#changed(kind, at);
    this.#derive();
  }

  users(query: UserQuery): UserPage {
    const selection = this.#users.select(connectedUserFilters(query));
    const { page, rows } = selection.page(query.sort, query.page, query.pageSize);
    const status = selection.facet('status');
    const disabled = selection.facet('disabled');
    const integrations = integrationsOverview(this.#sources, selection.facet('integrations'));
    return {
      rows: this.#rows(rows),
      count: selection.count,
      total: this.#users.total,
      page,
      facets: {
        status: { none: status.get('none') ?? 0, valid: status.get('valid') ?? 0, invalid: status.get('invalid') ?? 0 },
        integrations: Object.fromEntries(integrations.map(({ id, users }) => [id, users])),
        disabled: { yes: disabled.get('yes') ?? 0, no: disabled.get('no') ?? 0 },
      },
    };
  }

  userIds(query: UserQuery): readonly string[] {
    const { ids } = this.#records.of('connectedUser');
    return this.#all(query).map((at) => ids.text(at));
  }

  userRows(query: UserQuery): readonly UserRow[] {
    return this.#rows(this.#all(query));
  }

  user(id: string): UserDetail | null {
    const at = this.#records.of('connectedUser').ids.find(id);
    return this.#users.has(at) ? userDetail(this.#sources, at) : null;
  }

  overview(): Overview {
    const all = this.#users.select(connectedUserFilters(everyone));
    return {
      users: this.#users.total,
      disabledUsers: all.facet('disabled').get('yes') ?? 0,
      invalidUsers: all.facet('status').get('invalid') ?? 0,
      invalidConnections: this.#invalidConnections(),
      integrations: integrationsOverview(this.#sources, all.facet('integrations')),
    };
  }

  record<K extends Kind>(kind: K, id: string): IndexedRecord<K> | undefined {
    const set = this.#records.of(kind);
    const at = set.ids.find(id);
    const base = this.#records.base(kind, at);
    const effective = this.#records.effective(kind, at);
    if (base === undefined || effective === undefined) return undefined;
    return { base, effective, removed: set.removed(at) || this.#ownerRemoved(kind, effective), pending: set.pending(at) };
  }

  snapshot(): IndexSnapshot {
    return {
      format: formatOf(this.#sources.collator),
      parts: {
        records: this.#records.snapshot(),
        activations: this.#sources.activations.snapshot(),
        connections: this.#sources.connections.snapshot(),
        connectors: this.#sources.connectors.snapshot(),
        users: this.#users.snapshot(),
        overlaid: kinds.flatMap((kind) => this.#records.of(kind).overlaid.map((at) => ({ kind, at }))),
      },
    };
  }

  /** A record is not what it was: whoever's row shows it is derived again. */
  #changed(kind: Kind, at: number): void {
    if (kind === 'connectedUser') this.#stale.add(at);
    if (kind === 'activation') this.#relink(this.#sources.activations, kind, at, (record: Activation) => ({ subject: this.#records.of('integration').ids.intern(record.integration), broken: false }));
    if (kind === 'connection') this.#relink(this.#sources.connections, kind, at, (record: Connection) => ({ subject: this.#sources.connectors.intern(record.connector), broken: record.status === 'invalid' }));
  }

  #relink<K extends 'activation' | 'connection'>(dependents: Dependents, kind: K, at: number, read: (record: RecordOf<K>) => { subject: number; broken: boolean }): void {
    const record = this.#records.of(kind).removed(at) ? undefined : this.#records.effective(kind, at);
    const before = dependents.get(at)?.owner ?? null;
    const owner = typeof record?.user === 'string' ? this.#records.of('connectedUser').ids.intern(record.user) : null;
    dependents.put(at, record === undefined ? null : { owner, ...read(record) });
    for (const user of [before, owner]) if (user !== null) this.#staleJoins.add(user);
  }

  #derive(): void {
    for (const at of this.#stale) {
      const set = this.#records.of('connectedUser');
      const user = set.removed(at) ? undefined : this.#records.effective('connectedUser', at);
      if (user === undefined) this.#users.remove(at);
      else this.#users.put(at, user, this.#joinOf(at));
    }
    for (const at of this.#staleJoins) if (!this.#stale.has(at) && this.#users.has(at)) this.#users.join(at, this.#joinOf(at));
    this.#stale.clear();
    this.#staleJoins.clear();
  }

  #joinOf(at: number): ConnectedUserJoin {
    return { status: connectionStatusOf(this.#sources, at), integrations: integrationsOf(this.#sources, at) };
  }

  #all(query: UserQuery): readonly number[] {
    return this.#users.select(connectedUserFilters(query)).all(query.sort);
  }

  #rows(rows: readonly number[]): readonly UserRow[] {
    return rows.map((at) => userRow(this.#sources, at)).filter((row) => row !== null);
  }

  /** A connection counts while its user is there; one of nobody's always does. */
  #invalidConnections(): number {
    let invalid = 0;
    for (const at of this.#sources.connections.broken()) {
      const owner = this.#sources.connections.get(at)?.owner ?? null;
      if (owner === null || this.#users.has(owner)) invalid++;
    }
    return invalid;
  }

  #ownerRemoved(kind: Kind, record: Readonly<Record<string, unknown>>): boolean {
    if (kind !== 'activation' && kind !== 'connection') return false;
    const users = this.#records.of('connectedUser');
    return typeof record['user'] === 'string' && users.removed(users.ids.find(record['user']));
  }
}
