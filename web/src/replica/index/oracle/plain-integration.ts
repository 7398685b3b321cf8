/** What the tables of an integration must hold, from plain records of its documents. */
import type { Activation } from '@latchkey/shared/domain/activation';
import type { AppAccount, AppAccountStatus } from '@latchkey/shared/domain/app-account';
import { accountStatuses, statusOf } from '@latchkey/shared/domain/app-account-status';
import type { AppTeam } from '@latchkey/shared/domain/app-team';
import { teamStatuses, teamStatusOf } from '@latchkey/shared/domain/app-team-status';
import type { ConnectedUser } from '@latchkey/shared/domain/connected-user';
import type { Connection } from '@latchkey/shared/domain/connection';
import type { Integration } from '@latchkey/shared/domain/integration';
import type { Invitation } from '@latchkey/shared/domain/invitation';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Member, MemberStatus } from '@latchkey/shared/domain/member';
import type { Run } from '@latchkey/shared/domain/run';
import type { Team } from '@latchkey/shared/domain/team';
import { integrationsUsing } from '@latchkey/shared/domain/uses';
import type { RowOf } from '../../client.ts';
import type { Grant } from '../../environment-rows.ts';
import type { AccessRow, AccessType, AppAccountRow, AppTeamRow, IntegrationTableName, RoleLink, RunOutcome, RunRow } from '../../integration-rows.ts';
import type { Entry, PlainEnvironment } from './plain-environment.ts';
import { byCodePoint, type PlainTable } from './plain-table.ts';
import { named, plainActivations, plainConnections, roles as roleOrder, statuses, view, type PlainView } from './plain-tables.ts';

/** @param holder where the records of a kind are; @param now milliseconds since 1970 */
export function plainIntegration(holder: (kind: Kind) => PlainEnvironment, integration: string, now: number): { readonly [T in IntegrationTableName]: PlainView<RowOf<T>> } {
  const { collator } = holder('integration');
  const all = <T>(kind: Kind): readonly Entry<T>[] => holder(kind).all<T>(kind);
  const find = <T>(kind: Kind, id: string | null): Entry<T> | undefined => all<T>(kind).find((entry) => entry.id === id);
  const sorted = <L extends { readonly id: string; readonly name: string }>(links: readonly L[]): readonly L[] =>
    links.toSorted((a, b) => collator.compare(a.name, b.name) || byCodePoint(a.id, b.id));
  const record = find<Integration>('integration', integration)?.record;
  const role = (id: string): RoleLink => ({ id, name: record?.roles[id]?.name ?? id });
  const table = <Row>(rows: readonly Row[], search: PlainTable<Row>['search'], columns: PlainTable<Row>['columns'], counted: readonly string[]): PlainTable<Row> => ({ rows, search, columns, counted, collator });

  const accounts = all<AppAccount>('appAccount').map(({ id, record: account, pending }): AppAccountRow => {
    const teams = sorted(Object.keys(account.teams).flatMap((team) => find<AppTeam>('appTeam', team) ?? []).map((team) => ({ id: team.id, name: team.record.name, role: team.record.role })));
    const own = account.desired.presence === 'present' ? Object.keys(account.desired.roles) : [];
    const reported = account.reported.presence === 'present' || account.reported.presence === 'unclaimed' ? Object.keys(account.reported.roles) : [];
    const isWanted = account.desired.presence === 'present' || Object.keys(account.teams).length > 0;
    const held = isWanted ? [...own, ...teams.flatMap((team) => team.role ?? [])] : reported;
    const links = teams.map((team) => ({ id: team.id, name: team.name }));
    const member = find<Member>('member', account.member);
    const type: AccessType = links[0] === undefined ? { kind: 'individual' } : links.length > 1 || own.length > 0 ? { kind: 'multiple', teams: links } : { kind: 'team', team: links[0] };
    const used = (holder('appAccount').status('appAccount', id) as AppAccountStatus | undefined)?.lastUsedAt ?? null;
    return {
      id,
      member: member === undefined ? null : { id: member.id, name: member.record.name, userName: member.record.userName, email: member.record.email },
      username: account.username,
      roles: sorted([...new Set(held)].map(role)),
      assets: account.assets,
      type,
      lastUsedAt: used === null ? null : Date.parse(used),
      status: statusOf(account, now),
      protected: account.desired.protected,
      exempted: account.desired.exempted,
      pending,
    };
  });
  const appAccounts = table<AppAccountRow>(
    accounts,
    (row) => [row.username, row.member?.name ?? null, row.member?.userName ?? null, row.member?.email ?? null, ...row.roles.map(({ name }) => name)],
    {
      user: named((row) => (row.member === null ? null : `${row.member.userName} ${row.member.email}`)),
      member: named((row) => row.member?.id ?? null),
      username: named((row) => row.username),
      roles: { sorted: (row) => row.roles.length, labels: (row) => row.roles.map(({ id }) => id) },
      assets: { sorted: (row) => row.assets.length, labels: (row) => row.assets },
      type: { sorted: (row) => ['individual', 'team', 'multiple'].indexOf(row.type.kind), labels: (row) => [row.type.kind === 'team' ? row.type.team.id : row.type.kind] },
      lastUsed: { sorted: (row) => row.lastUsedAt ?? 0 },
      status: { sorted: (row) => (row.status === null ? 99 : accountStatuses.indexOf(row.status)), labels: (row) => [row.status ?? 'none'] },
      matched: named((row) => (row.member === null ? 'no' : 'yes')),
      protected: named((row) => (row.protected ? 'yes' : 'no')),
      exempted: named((row) => (row.exempted ? 'yes' : 'no')),
    },
    ['roles', 'assets', 'type', 'status', 'matched', 'protected', 'exempted'],
  );

  const appTeams = table<AppTeamRow>(
    all<AppTeam>('appTeam').map(({ id, record: appTeam, pending }) => {
      const { name, role: given, team } = appTeam;
      const linked = find<Team>('team', team);
      return {
        ...{ id, name, role: given === null ? null : role(given), type: record?.teamWord ?? 'team', pending },
        team: linked === undefined ? null : { id: linked.id, name: linked.record.name },
        accounts: all<AppAccount>('appAccount').filter((account) => account.record.teams[id] === true).length,
        wanted: appTeam.presence === undefined,
        status: teamStatusOf(appTeam),
      };
    }),
    (row) => [row.name, row.role?.name ?? null, row.team?.name ?? null],
    {
      name: named((row) => row.name),
      role: named((row) => row.role?.name ?? null),
      roleId: named((row) => row.role?.id ?? 'none'),
      type: named((row) => row.type),
      team: named((row) => row.team?.name ?? null),
      accounts: { sorted: (row) => row.accounts },
      status: { sorted: (row) => (row.status === null ? 99 : teamStatuses.indexOf(row.status)), labels: (row) => [row.status ?? 'none'] },
    },
    ['roleId', 'type', 'team', 'status'],
  );

  const outcomes: readonly RunOutcome[] = ['queued', 'running', 'error', 'lapsed', 'success'];
  const runs = table<RunRow>(
    all<Run>('run').map(({ id, record: { activation: of, state }, pending }) => {
      const activation = find<Activation>('activation', of)?.record;
      const user = find<ConnectedUser>('connectedUser', activation?.user ?? null);
      const begun = state.kind === 'queued' ? state.at : state.kind === 'lapsed' ? state.queuedAt : state.startedAt;
      const end = state.kind === 'ended' ? state.endedAt : state.kind === 'lapsed' ? state.at : null;
      return {
        ...{ id, pending, outcome: state.kind === 'ended' ? state.result : state.kind, at: Date.parse(begun) },
        endedAt: end === null ? null : Date.parse(end),
        duration: state.kind === 'ended' ? Date.parse(state.endedAt) - Date.parse(state.startedAt) : null,
        message: state.kind === 'ended' ? state.message : null,
        activation: activation === undefined ? null : { id: of, user: user === undefined ? null : { id: user.id, externalId: user.record.externalId, name: user.record.name }, account: activation.account },
      };
    }),
    (row) => [row.activation?.user?.externalId ?? null, row.activation?.user?.name ?? null, row.activation?.account ?? null, row.message],
    {
      outcome: { sorted: (row) => outcomes.indexOf(row.outcome), labels: (row) => [row.outcome] },
      activation: named((row) => row.activation?.id ?? null),
      user: named((row) => row.activation?.user?.externalId ?? null),
      account: named((row) => row.activation?.account ?? null),
      at: { sorted: (row) => row.at },
      duration: { sorted: (row) => row.duration ?? -1 },
      message: named((row) => row.message),
    },
    ['outcome'],
  );

  const grantsOf = (id: string | null, { level, environments, integrations }: Pick<Member, 'level' | 'environments' | 'integrations'>): readonly Grant[] => {
    const [wide = 'none', own = 'none'] = [environments['e'], integrations[integration]];
    const inOrder = all<Team>('team').toSorted((a, b) => collator.compare(a.record.name, b.record.name) || byCodePoint(a.id, b.id));
    const teams = inOrder.flatMap((team): readonly Grant[] => {
      const given = team.record.integrations[integration] ?? 'none';
      return id === null || given === 'none' || team.record.members[id] !== true ? [] : [{ from: 'team', team: { id: team.id, name: team.record.name }, level: given }];
    });
    return [
      ...(level === 'none' ? [] : [{ from: 'workspace', level } as const]),
      ...(wide === 'none' ? [] : [{ from: 'environment', level: wide } as const]),
      ...(own === 'none' ? [] : [{ from: 'member', level: own } as const]),
      ...teams,
    ];
  };
  const roleFrom = (grants: readonly Grant[]): AccessRow['role'] => {
    const single = grants.some(({ level }) => level === 'manage') ? 'integration-manage' : 'integration-monitor';
    return grants.find(({ from }) => from === 'workspace')?.level ?? grants.find(({ from }) => from === 'environment')?.level ?? single;
  };
  const reaching = all<Member>('member').map((entry) => ({ ...entry, grants: grantsOf(entry.id, entry.record) })).filter(({ grants }) => grants.length > 0);
  const signedIn = (member: string): number | null => {
    const status = holder('member').status('member', member) as MemberStatus | undefined;
    return status === undefined ? null : Date.parse(status.lastSignInAt);
  };
  const invited = all<Invitation>('invitation').flatMap(({ id, record: invitation, pending }): readonly AccessRow[] => {
    const late = Date.parse(invitation.expiresAt) < Date.parse(invitation.sentAt) + 7 * 24 * 3_600_000;
    const status = late && invitation.status === 'expired' ? 'pending' : invitation.status;
    const grants = grantsOf(null, invitation);
    const isKnown = reaching.some((member) => member.record.email === invitation.email);
    if (grants.length === 0 || status === 'accepted' || (status !== 'pending' && isKnown)) return [];
    return [{ ...{ id, kind: 'invitation', name: null, email: invitation.email, role: roleFrom(grants), grants, status, enabled: null, notified: null, lastSignInAt: null, pending } }];
  });
  const access = table<AccessRow>(
    [
      ...reaching.map(({ id, record: { name, email, enabled, notifications }, grants, pending }): AccessRow => ({
        ...{ id, kind: 'member', name, email, role: roleFrom(grants), grants, status: 'accepted', enabled, notified: notifications?.[integration] ?? false, pending },
        lastSignInAt: signedIn(id),
      })),
      ...invited,
    ],
    (row) => [row.name, row.email],
    {
      name: named((row) => row.name),
      email: named((row) => row.email),
      role: { sorted: (row) => roleOrder.indexOf(row.role), labels: (row) => [row.role] },
      inherited: named((row) => (row.grants.some(({ from }) => from !== 'member') ? 'yes' : 'no')),
      status: { sorted: (row) => statuses.indexOf(row.status), labels: (row) => [row.status] },
      enabled: { sorted: (row) => Number(row.enabled), labels: (row) => (row.enabled === null ? [] : [row.enabled ? 'yes' : 'no']) },
      lastSignIn: { sorted: (row) => row.lastSignInAt ?? 0 },
      notified: { sorted: (row) => Number(row.notified), labels: (row) => (row.notified === null ? [] : [row.notified ? 'yes' : 'no']) },
    },
    ['role', 'inherited', 'status', 'enabled', 'notified'],
  );

  const owned = holder('activation').owned<Activation>('activation');
  const activations = owned.map((activation) => activation.record);
  const own = new Set(owned.filter((activation) => activation.record.integration === integration).map(({ id }) => id));
  const copies = plainActivations(holder('activation'));
  const ownActivations = { ...copies, rows: copies.rows.filter(({ id }) => own.has(id)) };
  const using = new Set(
    holder('connection')
      .owned<Connection>('connection')
      .flatMap((connection) => (record !== undefined && integrationsUsing(connection.record, new Map([[integration, record]]), activations).length > 0 ? [connection.id] : [])),
  );
  const connections = plainConnections(holder('connection'));
  const usedConnections = { ...connections, rows: connections.rows.filter(({ id }) => using.has(id)) };

  return { appAccounts: view(appAccounts), appTeams: view(appTeams), runs: view(runs), access: view(access), ownActivations: view(ownActivations), usedConnections: view(usedConnections) };
}
