/** Random histories of an environment and random questions about it, small enough to collide often. */
import * as fc from 'fast-check';
import type { Change } from '@latchkey/shared/document/records';
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { Element } from '@latchkey/shared/edits/definition';
import type { Condition, PageQuery } from '../../client.ts';
import type { EditState } from '../../environment-rows.ts';

const users = ['u1', 'u2', 'u10', 'ü', '𝒰-astral', 'u1b'];
const integrations = ['i1', 'i2', 'i3'];
const connectors = ['hubspot', 'slack'];
const members = ['m1', 'm2', 'm3'];
const teams = ['t1', 't2'];
const level = fc.constantFrom('manage', 'monitor', 'none');

/** Names that index and fold have to survive; the last is as long as names get. */
const names = ['Ana', 'ANA', 'Åse Ødegård', 'Łukasz Żółć', 'Strauß', 'Σίσυφος', '노수인', 'الياس بن علي', 'שלום עולם', '工藤 裕子', '😀 Grin', '𝒜stral', 'e\u0301clair', 'user 9', 'user 10', 'ıstanbul İZMİR', 'नमस्ते', 'x', `long ${'name '.repeat(38)}end`];
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 0, maxLength: 12 }) });
const instant = fc.constantFrom('2024-01-01T00:00:00.000Z', '2024-01-01T00:00:00.001Z', '2025-06-01T12:00:00.000Z', '2026-02-21T19:04:07.533Z');

const held = fc.dictionary(fc.constantFrom('r1', 'r2', 'r3'), fc.constant(true), { maxKeys: 2 });

const records: Partial<Record<Kind, fc.Arbitrary<Readonly<Record<string, unknown>>>>> = {
  connectedUser: fc.record({
    environment: fc.constant('e'),
    externalId: fc.constantFrom('cus_A1', 'cus_a1', '9', '10', '3108681', 'ext-é'),
    name: fc.option(name),
    email: fc.option(fc.constantFrom('ana@x.example', 'ANA9@x.example', 'ana10@y.example', 'łukasz@x.example')),
    account: fc.option(fc.constantFrom('acc_1', 'acc_2')),
    enabled: fc.boolean(),
    createdAt: instant,
  }),
  integration: fc.record({
    environment: fc.constant('e'),
    name: fc.constantFrom('HubSpot', 'Slack', 'hubspot'),
    connector: fc.constantFrom(...connectors),
    flow: fc.record({ name: fc.constantFrom('Sync contacts', 'Post alerts'), url: fc.constant(null) }),
    configuration: fc.constantFrom({ id: 'cfg_9', name: 'Ñandú' }, { id: 'cfg_10', name: 'nandu' }),
    group: fc.option(fc.constantFrom('CRM', 'Messages', 'Émile')),
    sharing: fc.constantFrom('user', 'account'),
    roles: fc.constantFrom({ r1: { name: 'Admin', description: null } }, { r2: { name: 'Ädmin', description: 'All of it' }, r1: { name: 'Editor', description: null } }),
    teamWord: fc.constantFrom('team', 'group'),
    enabled: fc.boolean(),
  }),
  activation: fc.record({
    environment: fc.constant('e'),
    integration: fc.constantFrom(...integrations),
    user: fc.option(fc.constantFrom(...users)),
    account: fc.option(fc.constantFrom('acc_1', 'Acc 2')),
    sharing: fc.constantFrom('user', 'account'),
    enabled: fc.boolean(),
  }),
  connection: fc.record({
    environment: fc.constant('e'),
    connector: fc.constantFrom(...connectors),
    name: fc.constantFrom('HubSpot Login', 'Slack Login'),
    user: fc.option(fc.constantFrom(...users)),
    account: fc.option(fc.constantFrom('acc_1', 'Acc 2')),
    sharing: fc.constantFrom('user', 'account'),
    proprietary: fc.boolean(),
    status: fc.constantFrom('valid', 'invalid'),
    reason: fc.constant(null),
    authorizedAt: instant,
  }),
  member: fc.record({
    workspace: fc.constant('w'),
    name,
    userName: fc.constantFrom('ana', 'åse'),
    email: fc.constantFrom('ana@x.example', 'łukasz@x.example'),
    level: fc.constantFrom('owner', 'administrator', 'none', 'none', 'none'),
    environments: fc.dictionary(fc.constantFrom('e', 'other'), level, { maxKeys: 2 }),
    integrations: fc.dictionary(fc.constantFrom(...integrations), level, { maxKeys: 2 }),
    enabled: fc.boolean(),
    joinedAt: instant,
  }),
  invitation: fc.record({
    workspace: fc.constant('w'),
    email: fc.constantFrom('ivy@x.example', 'åse@x.example'),
    level: fc.constantFrom('owner', 'administrator', 'none', 'none', 'none'),
    environments: fc.dictionary(fc.constantFrom('e', 'other'), level, { maxKeys: 2 }),
    integrations: fc.dictionary(fc.constantFrom(...integrations), level, { maxKeys: 2 }),
    status: fc.constantFrom('pending', 'accepted', 'dismissed', 'expired', 'revoked'),
    invitedBy: fc.constantFrom(...members),
    sentAt: instant,
    expiresAt: instant,
  }),
  run: fc.record({
    environment: fc.constant('e'),
    integration: fc.constant('i1'),
    activation: fc.constantFrom('a1', 'a2'),
    state: fc.oneof(
      fc.record({ kind: fc.constant('queued'), at: instant }),
      fc.record({ kind: fc.constant('running'), startedAt: instant }),
      fc.record({ kind: fc.constant('lapsed'), queuedAt: instant, at: instant }),
      fc.record({ kind: fc.constant('ended'), startedAt: instant, endedAt: instant, result: fc.constantFrom('success', 'error'), message: fc.option(name) }),
    ),
  }),
  appTeam: fc.record(
    {
      environment: fc.constant('e'),
      integration: fc.constant('i1'),
      name,
      role: fc.option(fc.constantFrom('r1', 'r2', 'r3')),
      team: fc.option(fc.constantFrom(...teams)),
      presence: fc.constant('gone'),
      reported: fc.oneof(
        fc.constant({ presence: 'unknown' }),
        fc.record({ presence: fc.constant('present'), role: fc.constantFrom(null, 'r1') }),
        fc.record({ presence: fc.constant('removed'), by: fc.constant('app'), at: instant }),
      ),
      operation: fc.option(fc.record({ kind: fc.constantFrom('create', 'update'), state: fc.constantFrom('queued', 'failed'), reason: fc.constant(null), at: instant, nextAttemptAt: fc.constant(null) })),
    },
    { requiredKeys: ['environment', 'integration', 'name', 'role', 'team'] },
  ),
  appAccount: fc.record({
    environment: fc.constant('e'),
    integration: fc.constant('i1'),
    username: fc.constantFrom('ana', 'ana@x.example', 'łukasz.ż'),
    member: fc.option(fc.constantFrom(...members)),
    teams: fc.dictionary(fc.constantFrom('p1', 'p2'), fc.constant(true), { maxKeys: 2 }),
    desired: fc.record({ presence: fc.constantFrom('present', 'gone'), roles: held, exempted: fc.boolean(), protected: fc.boolean(), retry: fc.option(instant) }),
    reported: fc.oneof(
      fc.constant({ presence: 'unknown' }),
      fc.record({ presence: fc.constant('invited'), expiresAt: instant }),
      fc.record({ presence: fc.constant('unclaimed'), roles: held }),
      fc.record({ presence: fc.constant('present'), roles: held, protected: fc.boolean() }),
      fc.record({ presence: fc.constant('removed'), by: fc.constant('app'), at: instant }),
    ),
    operation: fc.option(fc.record({ kind: fc.constantFrom('invite', 'update', 'sync'), state: fc.constantFrom('queued', 'failed'), reason: fc.constant(null), at: instant, nextAttemptAt: fc.constant(null) })),
    assets: fc.subarray(['Board', 'Inbox']),
  }),
  team: fc.record({
    workspace: fc.constant('w'),
    name,
    members: fc.dictionary(fc.constantFrom(...members), fc.constant(true), { maxKeys: 2 }),
    integrations: fc.dictionary(fc.constantFrom(...integrations), level, { maxKeys: 2 }),
    createdAt: instant,
  }),
};

const ids: Partial<Record<Kind, readonly string[]>> = { connectedUser: users, integration: integrations, activation: ['a1', 'a2', 'a3', 'a4', 'a5'], connection: ['c1', 'c2', 'c3', 'c4'], member: members, team: teams, invitation: ['v1', 'v2'], run: ['n1', 'n2', 'n3'], appTeam: ['p1', 'p2'], appAccount: ['x1', 'x2', 'x3', 'x4'] };
const kind = fc.constantFrom<Kind>('connectedUser', 'connectedUser', 'integration', 'activation', 'activation', 'connection', 'connection', 'member', 'team', 'invitation', 'run', 'appTeam', 'appAccount', 'appAccount');
const idOf = (of: Kind): fc.Arbitrary<string> => fc.constantFrom(...(ids[of] ?? ['?']));

const present = kind.chain((of) =>
  fc.tuple(idOf(of), records[of] ?? fc.constant({})).map(([id, record]): Change => ({ kind: of, id, part: 'record', text: JSON.stringify(record) })),
);
const gone = kind.chain((of) => idOf(of).map((id): Change => ({ kind: of, id, part: 'record', text: null })));
const status = fc.oneof(
  fc.tuple(fc.constantFrom('x1', 'x2'), fc.option(instant)).map(([id, lastUsedAt]): Change => ({ kind: 'appAccount', id, part: 'status', text: JSON.stringify({ lastUsedAt }) })),
  fc.tuple(fc.constantFrom(...members), instant).map(([id, lastSignInAt]): Change => ({ kind: 'member', id, part: 'status', text: JSON.stringify({ lastSignInAt }) })),
  fc.tuple(fc.constantFrom(...users), fc.option(instant)).map(([id, lastSeenAt]): Change => ({ kind: 'connectedUser', id, part: 'status', text: JSON.stringify({ lastSeenAt }) })),
  fc
    .tuple(fc.constantFrom('a1', 'a2'), fc.option(fc.record({ result: fc.constantFrom('success', 'error'), at: instant })), fc.option(fc.constantFrom('queued', 'running')))
    .map(([id, latestRun, inFlight]): Change => ({ kind: 'activation', id, part: 'status', text: JSON.stringify({ latestRun, inFlight }) })),
  fc.constantFrom('a1', 'a2').map((id): Change => ({ kind: 'activation', id, part: 'status', text: null })),
);
const changes = fc.array(fc.oneof({ weight: 6, arbitrary: present }, { weight: 1, arbitrary: gone }, { weight: 1, arbitrary: status }), { maxLength: 30, size: 'max' });

const element: fc.Arbitrary<Element> = fc.oneof(
  fc.boolean().map((value) => ({ path: 'enabled', value })),
  fc.boolean().map((value) => ({ path: 'removed', value })),
  fc.constantFrom('Renamed', 'Zoë').map((value) => ({ path: 'name', value })),
);
const editState = fc.option(fc.constantFrom<EditState>({ kind: 'kept' }, { kind: 'sending' }));

export type Step =
  | { readonly kind: 'apply'; readonly changes: readonly Change[] }
  | { readonly kind: 'overlay'; readonly of: Kind; readonly id: string; readonly elements: readonly Element[]; readonly state: EditState | null }
  /** The document as it now is arrives anew, in two batches, with a question in between. */
  | { readonly kind: 'reconcile'; readonly changes: readonly Change[] }
  | { readonly kind: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: changes.map((list): Step => ({ kind: 'apply', changes: list })) },
  {
    weight: 3,
    arbitrary: kind.chain((of) =>
      fc.tuple(idOf(of), fc.array(element, { maxLength: 3 }), editState).map(([id, elements, state]): Step => ({ kind: 'overlay', of, id, elements, state })),
    ),
  },
  { weight: 1, arbitrary: changes.map((list): Step => ({ kind: 'reconcile', changes: list })) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'restart' }) },
);

export const history: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 1, maxLength: 12 });

const typed = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  name.map((text) => text.slice(0, 4)),
  fc.constantFrom('an', 'ANA', 'ana x.ex', 'ase ODEG', 'lukasz zolc', 'strauss', 'ΣΊΣΥΦΟΣ', '노수', 'بن', 'עולם', '裕子', '😀', '9', 'cus_', 'izmir ist', '\u0301', ' \t ', 'nowhere', 'name end'),
);

/** Most questions leave most filters open, else hardly any finds a row. */
const mostly = <T>(open: T, narrowed: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ weight: 3, arbitrary: fc.constant(open) }, { weight: 1, arbitrary: narrowed });
const moment = mostly<number | null>(null, instant.map((text) => Date.parse(text)));

/** A filter on a column, or none. */
const maybe = (column: string, condition: fc.Arbitrary<Condition>): fc.Arbitrary<PageQuery['filters']> =>
  mostly<PageQuery['filters']>({}, condition.map((set) => ({ [column]: set })));
const anyOf = (labels: readonly string[]): fc.Arbitrary<Condition> =>
  fc.subarray([...labels], { minLength: 1 }).map((of): Condition => ({ kind: 'any', of }));
const between = fc.record({ from: moment, to: moment }).map((ends): Condition => ({ kind: 'between', ...ends }));

const asking = (columns: readonly string[], filters: readonly fc.Arbitrary<PageQuery['filters']>[]): fc.Arbitrary<PageQuery> =>
  fc.record({
    search: typed,
    filters: fc.tuple(...filters).map((set): PageQuery['filters'] => Object.assign({}, ...set)),
    sort: fc.record({ by: fc.constantFrom(...columns), descending: fc.boolean() }),
    page: fc.constantFrom(1, 1, 2, 3, 99),
    size: fc.constantFrom(1, 2, 20),
  });

export const userQuery = asking(
  ['status', 'externalId', 'name', 'email', 'integrations', 'created'],
  [
    maybe('status', anyOf(['none', 'valid', 'invalid'])),
    maybe('integrations', anyOf([...integrations, 'unheard-of'])),
    maybe('created', between),
    maybe('disabled', anyOf(['yes', 'no'])),
  ],
);

const words = (column: string) => maybe(column, fc.constantFrom('cus', 'ACC', 'é 1', ' ').map((text): Condition => ({ kind: 'words', text })));

const ofConnections = asking(
  ['name', 'connector', 'status', 'user', 'account', 'sharing', 'proprietary', 'authorized'],
  [maybe('connector', anyOf(connectors)), maybe('status', anyOf(['valid', 'invalid'])), words('user'), words('account'), maybe('proprietary', anyOf(['yes', 'no'])), maybe('authorized', between)],
);

const ofActivations = asking(
  ['integration', 'status', 'latestRun', 'flow', 'configurationId', 'configurationName', 'group', 'user', 'account', 'sharing'],
  [
    maybe('integrationId', anyOf([...integrations, 'unheard-of'])),
    maybe('status', anyOf(['enabled', 'disabled'])),
    maybe('latestRun', anyOf(['success', 'error', 'none'])),
    maybe('inFlight', anyOf(['queued', 'running'])),
    maybe('flow', anyOf(['Sync contacts', 'Post alerts'])),
    maybe('configurationName', anyOf(['Ñandú', 'nandu'])),
    maybe('group', anyOf(['CRM', 'Messages', 'Émile'])),
    words('user'),
    words('account'),
    maybe('sharing', anyOf(['user', 'account'])),
  ],
);

/** Questions about the tables that are built when they are asked for. */
export const lazyQueries = fc.record({
  activations: ofActivations,
  connections: ofConnections,
  integrations: asking(
    ['name', 'state', 'group', 'flow', 'configurationName', 'sharing', 'users', 'activations', 'failures'],
    [maybe('state', anyOf(['enabled', 'disabled'])), maybe('group', anyOf(['CRM', 'Messages'])), maybe('failures', anyOf(['some', 'none']))],
  ),
  invitations: asking(
    ['email', 'role', 'integrations', 'status', 'invitedBy', 'sent', 'expires'],
    [maybe('status', anyOf(['pending', 'expired'])), maybe('role', anyOf(['manage', 'integration-monitor'])), maybe('sent', between)],
  ),
  members: asking(
    ['name', 'userName', 'email', 'role', 'integrations', 'manages', 'teams', 'enabled', 'lastSignIn', 'joined'],
    [maybe('integrations', anyOf(integrations)), maybe('manages', anyOf(integrations)), maybe('role', anyOf(['owner', 'manage', 'integration-monitor', 'none'])), maybe('teams', anyOf(teams)), maybe('enabled', anyOf(['yes']))],
  ),
  teams: asking(['name', 'members', 'integrations', 'created'], [maybe('integrations', anyOf(integrations)), maybe('members', anyOf(['none']))]),
});

/** Questions about the tables of an integration. */
export const integrationQueries = fc.record({
  appAccounts: asking(
    ['user', 'username', 'roles', 'assets', 'type', 'lastUsed', 'status'],
    [
      words('user'),
      words('username'),
      maybe('member', anyOf(members)),
      maybe('roles', anyOf(['r1', 'r2', 'r3'])),
      maybe('assets', anyOf(['Board'])),
      maybe('type', anyOf(['individual', 'multiple', 'p1'])),
      maybe('lastUsed', between),
      maybe('status', anyOf(['none', 'Inviting', 'Unmatched user', 'Invite expired', 'Pending invite claim', 'Sync failed'])),
      maybe('matched', anyOf(['yes'])),
      maybe('exempted', anyOf(['no'])),
    ],
  ),
  appTeams: asking(
    ['name', 'role', 'type', 'team', 'accounts', 'status'],
    [words('name'), maybe('roleId', anyOf(['r1', 'none'])), maybe('type', anyOf(['group'])), maybe('team', anyOf(['Ana', 'x'])), maybe('status', anyOf(['none', 'Adding', 'Update failed', 'Removed']))],
  ),
  runs: asking(['outcome', 'user', 'account', 'at', 'duration', 'message'], [maybe('outcome', anyOf(['queued', 'error', 'lapsed'])), maybe('activation', anyOf(['a1'])), words('user'), maybe('at', between)]),
  ownActivations: ofActivations,
  usedConnections: ofConnections,
  access: asking(['name', 'email', 'role', 'status', 'enabled', 'lastSignIn', 'notified'], [maybe('role', anyOf(['owner', 'integration-manage'])), maybe('inherited', anyOf(['yes'])), maybe('status', anyOf(['pending', 'accepted'])), maybe('enabled', anyOf(['yes']))]),
});
