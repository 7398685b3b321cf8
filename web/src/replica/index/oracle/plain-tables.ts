/** What every table that is built when it is asked for must hold, from plain records. */
import type { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Member, MemberStatus } from '@latchkey/shared/domain/member';
import type { Run } from '@latchkey/shared/domain/run';
import type { Team } from '@latchkey/shared/domain/team';
import type { Page, PageQuery, RowOf } from '../../client.ts';
import type { ActivationRow, ConnectionRow, IntegrationLink, IntegrationRow, InvitationRow, MemberRole, MemberRow, TeamRow, UserLink } from '../../environment-rows.ts';
import type { LazyName } from '../lazy-tables.ts';
import type { Entry, PlainEnvironment } from './plain-environment.ts';
import { byCodePoint, plainPage, plainRows, type PlainTable } from './plain-table.ts';

type Columns<Row> = PlainTable<Row>['columns'];
export const named = <Row>(of: (row: Row) => string | null) => ({ sorted: of, labels: (row: Row): readonly string[] => [of(row)].filter((name) => name !== null) });

export const roles: readonly MemberRole[] = ['none', 'integration-monitor', 'integration-manage', 'monitor', 'manage', 'administrator', 'owner'];
export const statuses: readonly Invitation['status'][] = ['pending', 'accepted', 'dismissed', 'expired', 'revoked'];

class Plain {
  readonly #plain: PlainEnvironment;

  constructor(plain: PlainEnvironment) {
    this.#plain = plain;
  }

  activations(): PlainTable<ActivationRow> {
    const rows = this.#plain.owned<Activation>('activation').map(({ id, record, pending }): ActivationRow => {
      const integration = this.#find<Integration>('integration', record.integration)?.record;
      const user = this.#find<ConnectedUser>('connectedUser', record.user)?.record;
      const status = this.#plain.status('activation', id) as ActivationStatus | undefined;
      const [run] = this.#plain.all<Run>('run').filter((waiting) => waiting.record.activation === id && waiting.record.state.kind === 'queued').toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const stopped = { integration: integration?.enabled !== true, user: record.sharing === 'user' && user?.enabled !== true, activation: !record.enabled };
      return {
        id,
        integration: this.#integration(record.integration),
        enabled: record.enabled,
        off: (['integration', 'user', 'activation'] as const).filter((name) => stopped[name]),
        latestRun: status?.latestRun ?? null,
        inFlight: status?.inFlight ?? (run === undefined ? null : 'queued'),
        waits: status?.inFlight === 'queued' || run !== undefined,
        queued: run?.id ?? status?.queued ?? null,
        flow: integration?.flow ?? null,
        configuration: integration?.configuration ?? null,
        group: integration?.group ?? null,
        user: this.#user(record.user),
        account: record.account,
        sharing: record.sharing,
        pending: pending ?? run?.pending ?? null,
      };
    });
    const columns: Columns<ActivationRow> = {
      integration: named((row) => row.integration?.name ?? null),
      integrationId: named((row) => row.integration?.id ?? null),
      status: { sorted: (row) => row.off.length, labels: (row) => [row.off.length === 0 ? 'enabled' : 'disabled'] },
      latestRun: { sorted: (row) => (row.latestRun === null ? 0 : Date.parse(row.latestRun.at)), labels: (row) => [row.latestRun?.result ?? 'none'] },
      inFlight: named((row) => row.inFlight),
      flow: named((row) => row.flow?.name ?? null),
      configurationId: named((row) => row.configuration?.id ?? null),
      configurationName: named((row) => row.configuration?.name ?? null),
      group: named((row) => row.group),
      user: named((row) => row.user?.externalId ?? null),
      account: named((row) => row.account),
      sharing: named((row) => row.sharing),
    };
    const search = (row: ActivationRow) => [row.integration?.name ?? null, row.user?.externalId ?? null, row.user?.name ?? null, row.account, row.flow?.name ?? null];
    return this.#table(rows, search, columns, ['integrationId', 'status', 'latestRun', 'inFlight', 'flow', 'configurationId', 'configurationName', 'group', 'sharing']);
  }

  connections(): PlainTable<ConnectionRow> {
    const rows = this.#plain.owned<Connection>('connection').map(({ id, record, pending }): ConnectionRow => {
      const { name, connector, status, reason, account, sharing, proprietary } = record;
      return { id, name, connector, status, reason, user: this.#user(record.user), account, sharing, proprietary, authorizedAt: Date.parse(record.authorizedAt), pending };
    });
    const columns: Columns<ConnectionRow> = {
      name: named((row) => row.name),
      connector: named((row) => row.connector),
      status: { sorted: (row) => Number(row.status === 'invalid'), labels: (row) => [row.status] },
      user: named((row) => row.user?.externalId ?? null),
      account: named((row) => row.account),
      sharing: named((row) => row.sharing),
      proprietary: { sorted: (row) => Number(row.proprietary), labels: (row) => [row.proprietary ? 'yes' : 'no'] },
      authorized: { sorted: (row) => row.authorizedAt },
    };
    return this.#table(rows, (row) => [row.name, row.user?.externalId ?? null, row.user?.name ?? null, row.account], columns, ['connector', 'status', 'sharing', 'proprietary']);
  }

  integrations(): PlainTable<IntegrationRow> {
    const rows = this.#plain.overview().integrations.map(({ id, record, users, activations, failures }): IntegrationRow => {
      const { name, connector, enabled, group, flow, configuration, sharing } = record;
      const pending = this.#find('integration', id)?.pending ?? null;
      return { id, name, connector, enabled, group, flow, configuration, sharing, users, activations, failures, pending };
    });
    const columns: Columns<IntegrationRow> = {
      name: named((row) => row.name),
      state: { sorted: (row) => Number(!row.enabled), labels: (row) => [row.enabled ? 'enabled' : 'disabled'] },
      group: named((row) => row.group),
      flow: named((row) => row.flow.name),
      configurationName: named((row) => row.configuration.name),
      sharing: named((row) => row.sharing),
      users: { sorted: (row) => row.users },
      activations: { sorted: (row) => row.activations },
      failures: { sorted: (row) => row.failures, labels: (row) => [row.failures > 0 ? 'some' : 'none'] },
    };
    return this.#table(rows, (row) => [row.name, row.connector, row.group, row.flow.name, row.configuration.name], columns, ['state', 'group', 'sharing', 'failures']);
  }

  members(): PlainTable<MemberRow> {
    const teams = this.#plain.all<Team>('team');
    const offered = this.#plain.all<Integration>('integration').map(({ id }) => id).toSorted();
    const rows = this.#plain.all<Member>('member').map(({ id, record, pending }): MemberRow => {
      const own = teams.filter((team) => team.record.members[id] === true);
      const everywhere = record.level !== 'none' ? record.level : (record.environments['e'] ?? 'none');
      const single = offered.map((integration) =>
        [record.integrations[integration], ...own.map((team) => team.record.integrations[integration])].filter((level) => level === 'manage' || level === 'monitor'),
      );
      const given = single.flat();
      const role: MemberRole = everywhere !== 'none' ? everywhere : given.includes('manage') ? 'integration-manage' : given.length > 0 ? 'integration-monitor' : 'none';
      const { name, userName, email, enabled, joinedAt } = record;
      return {
        id,
        name,
        userName,
        email,
        role,
        integrations: offered.filter((_, at) => everywhere !== 'none' || (single[at] ?? []).length > 0),
        manages: offered.filter((_, at) => (everywhere !== 'none' && everywhere !== 'monitor') || (single[at] ?? []).includes('manage')),
        teams: this.#sorted(own.map((team) => ({ id: team.id, name: team.record.name }))),
        enabled,
        lastSignInAt: this.#signIn(id),
        joinedAt: Date.parse(joinedAt),
        pending,
      };
    });
    const columns: Columns<MemberRow> = {
      name: named((row) => row.name),
      userName: named((row) => row.userName),
      email: named((row) => row.email),
      role: { sorted: (row) => roles.indexOf(row.role), labels: (row) => [row.role] },
      integrations: { sorted: (row) => row.integrations.length, labels: (row) => row.integrations },
      manages: { sorted: (row) => row.manages.length, labels: (row) => row.manages },
      teams: { sorted: (row) => row.teams.length, labels: (row) => row.teams.map(({ id }) => id) },
      enabled: { sorted: (row) => Number(row.enabled), labels: (row) => [row.enabled ? 'yes' : 'no'] },
      lastSignIn: { sorted: (row) => row.lastSignInAt ?? 0 },
      joined: { sorted: (row) => row.joinedAt },
    };
    return this.#table(rows, (row) => [row.name, row.userName, row.email], columns, ['role', 'integrations', 'manages', 'teams', 'enabled']);
  }

  invitations(): PlainTable<InvitationRow> {
    const rows = this.#plain.all<Invitation>('invitation').map(({ id, record, pending }): InvitationRow => {
      const everywhere = record.level !== 'none' ? record.level : (record.environments['e'] ?? 'none');
      const integrations = Object.entries(record.integrations).flatMap(([of, level]) => {
        const link = this.#integration(of);
        return link === null || level === 'none' ? [] : [{ ...link, level }];
      });
      const role: MemberRole =
        everywhere !== 'none' ? everywhere : integrations.some(({ level }) => level === 'manage') ? 'integration-manage' : integrations.length > 0 ? 'integration-monitor' : 'none';
      const week = Date.parse(record.sentAt) + 7 * 24 * 3_600_000;
      const late = Date.parse(record.expiresAt) < week;
      const by = this.#find<Member>('member', record.invitedBy)?.record;
      return {
        id,
        email: record.email,
        role,
        integrations: this.#sorted(integrations),
        status: late && record.status === 'expired' ? 'pending' : record.status,
        invitedBy: by === undefined ? null : { id: record.invitedBy, name: by.name },
        sentAt: Date.parse(record.sentAt),
        expiresAt: late ? week : Date.parse(record.expiresAt),
        pending,
      };
    });
    const columns: Columns<InvitationRow> = {
      email: named((row) => row.email),
      role: { sorted: (row) => roles.indexOf(row.role), labels: (row) => [row.role] },
      integrations: { sorted: (row) => row.integrations.length, labels: (row) => row.integrations.map(({ id }) => id) },
      status: { sorted: (row) => statuses.indexOf(row.status), labels: (row) => [row.status] },
      invitedBy: named((row) => row.invitedBy?.name ?? null),
      sent: { sorted: (row) => row.sentAt },
      expires: { sorted: (row) => row.expiresAt },
    };
    return this.#table(rows, (row) => [row.email, row.invitedBy?.name ?? null], columns, ['role', 'integrations', 'status']);
  }

  teams(): PlainTable<TeamRow> {
    const rows = this.#plain.all<Team>('team').map(({ id, record, pending }): TeamRow => ({
      id,
      name: record.name,
      members: Object.keys(record.members).filter((member) => this.#find('member', member) !== undefined).length,
      integrations: this.#sorted(Object.keys(record.integrations).flatMap((integration) => (record.integrations[integration] === 'none' ? [] : (this.#integration(integration) ?? [])))),
      createdAt: Date.parse(record.createdAt),
      pending,
    }));
    const columns: Columns<TeamRow> = {
      name: named((row) => row.name),
      members: { sorted: (row) => row.members, labels: (row) => [row.members > 0 ? 'some' : 'none'] },
      integrations: { sorted: (row) => row.integrations.length, labels: (row) => row.integrations.map(({ id }) => id) },
      created: { sorted: (row) => row.createdAt },
    };
    return this.#table(rows, (row) => [row.name], columns, ['members', 'integrations']);
  }

  #table<Row>(rows: readonly Row[], search: PlainTable<Row>['search'], columns: Columns<Row>, counted: readonly string[]): PlainTable<Row> {
    return { rows, search, columns, counted, collator: this.#plain.collator };
  }

  #find<T>(kind: Parameters<PlainEnvironment['all']>[0], id: string | null): Entry<T> | undefined {
    return this.#plain.all<T>(kind).find((entry) => entry.id === id);
  }

  #signIn(member: string): number | null {
    const status = this.#plain.status('member', member) as MemberStatus | undefined;
    return status === undefined ? null : Date.parse(status.lastSignInAt);
  }

  #integration(id: string): IntegrationLink | null {
    const record = this.#find<Integration>('integration', id)?.record;
    return record === undefined ? null : { id, name: record.name, connector: record.connector };
  }

  #user(id: string | null): UserLink | null {
    const entry = this.#find<ConnectedUser>('connectedUser', id);
    return entry === undefined ? null : { id: entry.id, externalId: entry.record.externalId, name: entry.record.name };
  }

  #sorted<L extends { readonly id: string; readonly name: string }>(links: readonly L[]): readonly L[] {
    return links.toSorted((a, b) => this.#plain.collator.compare(a.name, b.name) || byCodePoint(a.id, b.id));
  }
}

/** What a plain table answers. */
export interface PlainView<Row> {
  readonly page: (query: PageQuery) => Page<Row>;
  readonly rows: (query: PageQuery) => readonly Row[];
}
export const view = <Row extends { readonly id: string }>(table: PlainTable<Row>): PlainView<Row> => ({
  page: (query) => plainPage(table, query),
  rows: (query) => plainRows(table, query),
});

export const plainActivations = (environment: PlainEnvironment): PlainTable<ActivationRow> => new Plain(environment).activations();
export const plainConnections = (environment: PlainEnvironment): PlainTable<ConnectionRow> => new Plain(environment).connections();

export function plainTables(environment: PlainEnvironment): { readonly [T in LazyName]: PlainView<RowOf<T>> } {
  const plain = new Plain(environment);
  return {
    activations: view(plain.activations()),
    connections: view(plain.connections()),
    integrations: view(plain.integrations()),
    invitations: view(plain.invitations()),
    members: view(plain.members()),
    teams: view(plain.teams()),
  };
}
