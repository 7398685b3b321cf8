/** What the REST API takes and gives. Made of the same schemas as the records, so that both refuse the same things. */
import { Activation, ActivationStatus } from '@latchkey/shared/domain/activation';
import { ConnectedUser, ConnectedUserStatus } from '@latchkey/shared/domain/connected-user';
import { Connection } from '@latchkey/shared/domain/connection';
import { AppAccount, AppAccountStatus } from '@latchkey/shared/domain/app-account';
import { AppTeam, ReportedTeam, TeamOperation } from '@latchkey/shared/domain/app-team';
import { Integration } from '@latchkey/shared/domain/integration';
import { EndedRun, QueuedRun, Run, RunningRun } from '@latchkey/shared/domain/run';
import { NewName } from '@latchkey/shared/domain/new-name';
import { Id } from '@latchkey/shared/domain/text';
import * as v from 'valibot';

const user = ConnectedUser.entries;
const activation = Activation.entries;
const connection = Connection.entries;

/** Fields that are absent are left as they are. */
export const PutUser = v.strictObject({
  name: v.optional(v.nullable(NewName)),
  email: v.optional(user.email),
  account: v.optional(user.account),
  createdAt: v.optional(user.createdAt),
  lastSeenAt: v.optional(ConnectedUserStatus.entries.lastSeenAt),
});

export const User = v.object({
  id: Id,
  externalId: user.externalId,
  name: user.name,
  email: user.email,
  account: user.account,
  /** A manager's switch: read here, set in Latchkey. */
  enabled: user.enabled,
  createdAt: user.createdAt,
  lastSeenAt: ConnectedUserStatus.entries.lastSeenAt,
});
export type User = v.InferOutput<typeof User>;

export const Users = v.object({ users: v.array(User), next: v.nullable(Id) });

export const PutActivation = v.strictObject({
  latestRun: v.optional(ActivationStatus.entries.latestRun),
  inFlight: v.optional(ActivationStatus.entries.inFlight),
});

export const ActivationOut = v.object({
  id: Id,
  integration: activation.integration,
  sharing: activation.sharing,
  account: activation.account,
  enabled: activation.enabled,
  createdAt: activation.createdAt,
  ...ActivationStatus.entries,
});

/** `name` can be given from the user's second connection for the connector on; until a manager changes it (PRODUCT). */
export const PutConnection = v.strictObject({
  connector: connection.connector,
  status: connection.status,
  reason: v.optional(connection.reason),
  name: v.optional(NewName),
  account: v.optional(connection.account),
  sharing: v.optional(connection.sharing),
  proprietary: v.optional(connection.proprietary),
  authorizedAt: v.optional(connection.authorizedAt),
});

export const ConnectionOut = v.object({
  id: Id,
  connector: connection.connector,
  name: connection.name,
  account: connection.account,
  sharing: connection.sharing,
  proprietary: connection.proprietary,
  status: connection.status,
  reason: connection.reason,
  authorizedAt: connection.authorizedAt,
});

const run = Run.entries;
/** A run lapses by itself: nobody puts that. */
const RunState = v.variant('kind', [QueuedRun, RunningRun, EndedRun]);
export const PutRun = v.strictObject({ state: RunState });

export const RunOut = v.object({ id: Id, integration: run.integration, activation: run.activation, state: run.state });
export const Runs = v.object({ runs: v.array(RunOut), next: v.nullable(Id) });

const integration = v.omit(v.object(Integration.entries), ['environment', 'checkRequested', 'checked']);
export const Integrations = v.object({ integrations: v.array(v.object({ id: Id, ...integration.entries })), next: v.nullable(Id) });

const account = AppAccount.entries;
export const AppAccounts = v.object({
  accounts: v.array(
    v.object({
      id: Id,
      username: account.username,
      member: account.member,
      /** Ids of app teams. */
      teams: v.array(Id),
      desired: account.desired,
      reported: account.reported,
      operation: account.operation,
      assets: account.assets,
      ...AppAccountStatus.entries,
    }),
  ),
  next: v.nullable(Id),
});

const team = AppTeam.entries;
export const AppTeams = v.object({
  teams: v.array(
    v.object({
      ...{ id: Id, name: team.name, role: team.role, team: team.team },
      presence: v.picklist(['present', 'gone']),
      reported: v.nullable(ReportedTeam),
      operation: v.nullable(TeamOperation),
    }),
  ),
  next: v.nullable(Id),
});

const digits = (right: string) => v.pipe(v.string(), v.regex(/^\d{1,4}$/, right), v.transform(Number));
/** `after` is the `next` of the page before. */
export const ListQuery = v.object({
  after: v.optional(Id),
  limit: v.optional(v.pipe(digits('must be a number from 1 to 1000'), v.minValue(1, 'must be at least 1'), v.maxValue(1_000, 'must be at most 1000')), '100'),
});
