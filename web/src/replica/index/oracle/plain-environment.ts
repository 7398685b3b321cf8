/** An environment of plain objects, told the same as the index (QUERY-3). */
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import { mayBeNamed, type Connection } from '@latchkey/shared/domain/connection';
import type { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { integrationsUsing } from '@latchkey/shared/domain/uses';
import type { Change } from '@latchkey/shared/document/records';
import { setElement } from '@latchkey/shared/edits/apply';
import type { Element } from '@latchkey/shared/edits/definition';
import type { ConnectionStatus, EditState, Overview, ShownConnection, UserDetail, UserRow } from '../../environment-rows.ts';
import { byCodePoint, type PlainTable } from './plain-table.ts';

type Json = Readonly<Record<string, unknown>>;
export type Entry<T> = { readonly id: string; readonly record: T; readonly pending: EditState | null };

const rank: Readonly<Record<ConnectionStatus, number>> = { none: 0, valid: 1, invalid: 2 };

export class PlainEnvironment {
  readonly #texts = new Map<string, string>();
  readonly #overlays = new Map<string, { readonly elements: readonly Element[]; readonly state: EditState | null }>();
  readonly collator: Intl.Collator;

  constructor(locale: string) {
    this.collator = new Intl.Collator(locale, { numeric: true });
  }

  apply(changes: readonly Change[]): void {
    for (const { kind, id, part, text } of changes) {
      if (text === null) this.#texts.delete(`${kind} ${part} ${id}`);
      else this.#texts.set(`${kind} ${part} ${id}`, text);
    }
  }

  replace(changes: readonly Change[]): void {
    this.#texts.clear();
    this.apply(changes);
  }

  overlay(kind: Kind, id: string, elements: readonly Element[], state: EditState | null): void {
    this.#overlays.set(`${kind} ${id}`, { elements, state });
  }

  forgetOverlays(): void {
    this.#overlays.clear();
  }

  get users(): PlainTable<UserRow> {
    const text = (of: (row: UserRow) => string | null) => ({ sorted: of });
    return {
      rows: this.#users().map((user) => this.#row(user)),
      search: (row) => [row.name, row.email, row.externalId],
      columns: {
        status: { sorted: (row) => rank[row.status], labels: (row) => [row.status] },
        externalId: text((row) => row.externalId),
        name: text((row) => row.name),
        email: text((row) => row.email),
        integrations: { sorted: (row) => this.#usedBy(row.id).length, labels: (row) => this.#usedBy(row.id) },
        created: { sorted: (row) => row.createdAt },
        disabled: { sorted: () => 0, labels: (row) => [row.enabled ? 'no' : 'yes'] },
      },
      counted: ['status', 'integrations', 'disabled'],
      collator: this.collator,
    };
  }

  user(id: string): UserDetail | null {
    const user = this.#users().find((candidate) => candidate.id === id);
    if (user === undefined) return null;
    const integrations = new Map(this.#integrations().map((integration) => [integration.id, integration.record]));
    const named = (a: { readonly id: string; readonly name: string }, b: { readonly id: string; readonly name: string }): number => this.collator.compare(a.name, b.name) || byCodePoint(a.id, b.id);
    return {
      row: this.#row(user),
      record: user.record,
      lastSeenAt: (this.status('connectedUser', id) as ConnectedUserStatus | undefined)?.lastSeenAt ?? null,
      activations: this.#activations()
        .filter(({ record }) => record.user === id)
        .map(({ id: activation, record, pending }) => {
          const integration = integrations.get(record.integration);
          return {
            id: activation,
            activation: record,
            status: (this.status('activation', activation) as ActivationStatus | undefined) ?? null,
            integration: integration === undefined ? null : { id: record.integration, record: integration },
            pending,
          };
        })
        .sort((a, b) => named({ id: a.id, name: a.integration?.record.name ?? '' }, { id: b.id, name: b.integration?.record.name ?? '' })),
      connections: this.#connections()
        .filter(({ record }) => record.user === id)
        .map((connection) => this.#shown(connection))
        .sort((a, b) => named({ id: a.id, name: a.record.name }, { id: b.id, name: b.record.name })),
    };
  }

  overview(): Overview {
    const users = this.#users();
    const ids = new Set(users.map(({ id }) => id));
    const connections = this.owned<Connection>('connection');
    const activations = this.owned<Activation>('activation');
    return {
      users: users.length,
      disabledUsers: users.filter(({ record }) => !record.enabled).length,
      invalidUsers: users.filter((user) => this.#row(user).status === 'invalid').length,
      connections: connections.length,
      invalidConnections: connections.filter(({ record }) => record.status === 'invalid').length,
      failures: activations.filter(({ id }) => this.failed(id)).length,
      members: this.all('member').length,
      teams: this.all('team').length,
      integrations: this.#integrations().map(({ id, record }) => {
        const copies = activations.filter((activation) => activation.record.integration === id);
        return { id, record, users: this.having(id).filter((user) => ids.has(user)).length, activations: copies.length, failures: copies.filter((copy) => this.failed(copy.id)).length };
      }),
    };
  }

  /** Whether the latest run of the activation was an error. */
  failed(activation: string): boolean {
    return (this.status('activation', activation) as ActivationStatus | undefined)?.latestRun?.result === 'error';
  }

  /** Those whose user no unsaved edit removes, who have none, or that an account shares. */
  owned<T extends Activation | Connection>(kind: 'activation' | 'connection'): readonly Entry<T>[] {
    return this.all<T>(kind).filter(({ record }) => record.sharing === 'account' || record.user === null || !this.#removed('connectedUser', record.user));
  }

  #row({ id, record, pending }: Entry<ConnectedUser>): UserRow {
    const connections = this.#connections().filter((connection) => connection.record.user === id);
    const broken = connections.filter((connection) => connection.record.status === 'invalid');
    return {
      id,
      externalId: record.externalId,
      name: record.name,
      email: record.email,
      account: record.account,
      createdAt: Date.parse(record.createdAt),
      enabled: record.enabled,
      status: broken.length > 0 ? 'invalid' : connections.length > 0 ? 'valid' : 'none',
      integrations: this.#integrations()
        .filter((integration) => this.having(integration.id).includes(id))
        .map(({ id: integration, record: { name, connector } }) => ({ id: integration, name, connector, broken: broken.some((connection) => connection.record.connector === connector) })),
      pending,
    };
  }

  /** With all that is there, rather than what could matter to it. */
  #shown(connection: Entry<Connection>): ShownConnection {
    const { id, record } = connection;
    const all = this.#integrations();
    const using = new Set(integrationsUsing(record, new Map(all.map((integration) => [integration.id, integration.record])), this.owned<Activation>('activation').map(({ record }) => record)));
    const usedBy = all.filter((integration) => using.has(integration.id)).map((integration) => ({ id: integration.id, name: integration.record.name, connector: integration.record.connector }));
    return { ...connection, usedBy, mayBeNamed: mayBeNamed(id, record, this.#connections().map((other) => ({ id: other.id, connection: other.record }))) };
  }

  /** The integrations of which the user has an activation, also those that have yet to arrive. */
  #usedBy(user: string): readonly string[] {
    return [...new Set(this.#activations().flatMap(({ record }) => (record.user === user ? [record.integration] : [])))];
  }

  /** Ids of the users who have an activation of it. */
  having(integration: string): readonly string[] {
    return [...new Set(this.#activations().flatMap(({ record }) => (record.integration === integration && record.user !== null ? [record.user] : [])))];
  }

  readonly #users = (): readonly Entry<ConnectedUser>[] => this.all<ConnectedUser>('connectedUser');
  readonly #activations = (): readonly Entry<Activation>[] => this.all<Activation>('activation');
  readonly #connections = (): readonly Entry<Connection>[] => this.all<Connection>('connection');
  readonly #integrations = (): readonly Entry<Integration>[] =>
    [...this.all<Integration>('integration')].sort((a, b) => this.collator.compare(a.record.name, b.record.name) || byCodePoint(a.id, b.id));

  /** The records of a kind with their overlays, without those removed. */
  all<T>(kind: Kind): readonly Entry<T>[] {
    return [...this.#texts].flatMap(([key, text]) => {
      const [ofKind, part, id = ''] = key.split(' ');
      const overlay = this.#overlays.get(`${kind} ${id}`);
      if (ofKind !== kind || part !== 'record' || this.#removed(kind, id)) return [];
      const record = (overlay?.elements ?? []).reduce<Json>((json, element) => setElement(json, element), JSON.parse(text) as Json);
      return [{ id, record: record as T, pending: overlay !== undefined && overlay.elements.length > 0 ? overlay.state : null }];
    });
  }

  /** Whether an unsaved edit removes it. */
  #removed(kind: Kind, id: string): boolean {
    return this.#overlays.get(`${kind} ${id}`)?.elements.findLast(({ path }) => path === 'removed')?.value === true;
  }

  /** What the server last said of the record's status. */
  status(kind: Kind, id: string): unknown {
    const text = this.#texts.get(`${kind} status ${id}`);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }
}
