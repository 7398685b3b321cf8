/** Random questions about the tables, most of which leave most filters open. */
import * as fc from 'fast-check';
import type { Condition, PageQuery } from '../../client.ts';
import { connectors, instant, integrations, members, name, teams } from './random-records.ts';

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
