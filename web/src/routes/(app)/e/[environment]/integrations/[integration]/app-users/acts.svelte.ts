/** What is done to app users, one or many: as one action, to those whom it may be done to. */
import { useIntegration, type IntegrationState } from '$lib/integration/integration.svelte.ts';
import {
  addAccount,
  checkForUpdates,
  matchAccount,
  retryAccount,
  setAccountExempted,
  setAccountPresence,
  setAccountProtected,
  setAccountRole,
  withdrawAccount,
} from '$lib/integration/app-account-requests.ts';
import { useApp } from '$lib/state/app.svelte.ts';
import { useHere } from '$lib/state/place.svelte.ts';
import { addAppTeam } from '$lib/integration/app-team-requests.ts';
import { actOnEach, type Act } from '$lib/table/act-on-each.ts';
import { counted } from '$lib/words/numbers.ts';
import type { MemberRow, PageQuery, TeamRow } from '$replica/client.ts';
import type { AppAccountDetail } from '$replica/integration-rows.ts';
import { accessRequests, roleRequests, type RoleChoices } from '$lib/integration/role-choices.ts';
import { nameOf } from './words.ts';

const LEFT_ALONE = 'Latchkey leaves exempted accounts alone: end the exemption first.';

export class AppUserActs {
  readonly #app = useApp();
  readonly #here = useHere();
  readonly #integration: IntegrationState = useIntegration();

  /** Why this person may do nothing here, or null. */
  denied(): string | null {
    return this.#here.can({ kind: 'appUsers.manage' }, this.#integration.id);
  }

  /** Why the access of this account can not be changed here, or null. */
  deniedFor({ row }: AppAccountDetail): string | null {
    return this.denied() ?? (row.exempted ? LEFT_ALONE : null);
  }

  /** The same for taking all of it away: what comes from a team goes with the team (EDIT-14). */
  deniedRemoval(detail: AppAccountDetail): string | null {
    const { record, teams } = detail;
    const denied = this.deniedFor(detail);
    if (denied !== null) return denied;
    if (teams.length > 0) return `Access comes from ${teams.map(({ name }) => name).join(' and ')}: take the person out of the team, or the team out of ${this.#integration.app}.`;
    return record.desired.presence === 'gone' ? 'It is removed, or on its way out, already.' : null;
  }

  changeRoles(ids: readonly string[], choices: RoleChoices, done = 'given other roles'): Promise<boolean> {
    return this.#each(ids, { denied: (detail) => this.deniedFor(detail), requests: (detail) => roleRequests(detail, choices), done });
  }

  remove(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: (detail) => this.deniedRemoval(detail),
      requests: ({ id, record: { reported, operation } }) => [
        // Of what the app was not told of, nothing has to be taken away.
        reported.presence === 'unknown' && operation?.state !== 'running' ? withdrawAccount(id) : setAccountPresence(id, 'gone'),
      ],
      done: `removed from ${this.#integration.app}`,
    });
  }

  match(id: string, member: string, name: string): Promise<boolean> {
    return this.#each([id], { denied: () => this.denied(), requests: () => [matchAccount(id, member)], done: `matched to ${name}` });
  }

  /** Each to whom it most likely belongs. */
  matchSuggested(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: ({ row, suggestions }) =>
        this.denied() ?? (row.member !== null ? 'They are matched already.' : suggestions.length === 0 ? 'No member has their email or name: open one to choose who it is.' : null),
      requests: ({ id, suggestions: [likeliest] }) => (likeliest === undefined ? [] : [matchAccount(id, likeliest.id)]),
      done: 'matched',
    });
  }

  unmatch(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, { denied: () => this.denied(), requests: ({ id, row }) => (row.member === null ? [] : [matchAccount(id, null)]), done: 'unmatched' });
  }

  exempt(ids: readonly string[], on: boolean): Promise<boolean> {
    return this.#each(ids, {
      denied: () => this.denied(),
      requests: ({ id, row }) => (row.exempted === on ? [] : [setAccountExempted(id, on)]),
      done: on ? 'exempted' : 'no longer exempted',
    });
  }

  protect(ids: readonly string[], on: boolean): Promise<boolean> {
    return this.#each(ids, {
      denied: (detail) => this.deniedFor(detail),
      requests: ({ id, row }) => (row.protected === on ? [] : [setAccountProtected(id, on)]),
      done: on ? 'protected' : 'no longer protected',
    });
  }

  retry(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: (detail) => this.deniedFor(detail) ?? (detail.explanation.retry === null ? 'Nothing of it failed, expired or was removed.' : null),
      requests: ({ id, explanation: { retry } }) => (retry === null ? [] : [retryAccount(id, retry)]),
      done: 'tried again',
    });
  }

  /** Access for members, each by themselves. Who has an account gets it back, or more roles. */
  async add(members: readonly MemberRow[], roles: readonly string[]): Promise<boolean> {
    const { place, environment, id: integration, app } = this.#integration;
    const { replica, edits } = this.#app;
    const theirs: PageQuery = { search: '', filters: { member: { kind: 'any', of: members.map(({ id }) => id) } }, sort: { by: 'username', descending: false }, page: 1, size: 1 };
    const there = await replica.rows('appAccounts', place, theirs);
    const known = await Promise.all(there.map(({ id }) => replica.detail('appAccounts', place, id)));
    const requests = members.map((member) => {
      const account = known.find((detail) => detail?.record.member === member.id);
      if (account !== undefined && account !== null) return accessRequests(account, roles);
      const id = crypto.randomUUID();
      return [addAccount(id, environment.id, integration, member.id, member.email), ...roles.map((role) => setAccountRole(id, role, true))];
    });
    const added = requests.filter((list) => list.length > 0);
    if (added.length === 0) {
      this.#app.toasts.show(`Nothing to change: they are in ${app} with these roles already.`);
      return false;
    }
    return (await edits.make(environment.id, added.flat(), `${counted(added.length, 'member', 'members')} added to ${app}`)) !== null;
  }

  /** Access for teams: whoever is in one has it. */
  async addTeams(teams: readonly TeamRow[], role: string | null): Promise<boolean> {
    const { environment, id, app } = this.#integration;
    const requests = teams.map((team) => addAppTeam(environment.id, id, { name: team.name, role, team: team.id }));
    return (await this.#app.edits.make(environment.id, requests, `${counted(teams.length, 'team', 'teams')} added to ${app}`)) !== null;
  }

  async checkForUpdates(): Promise<void> {
    const { environment, id, app } = this.#integration;
    await this.#app.edits.make(environment.id, [checkForUpdates(id)], `${app} is asked for its accounts and teams`);
  }

  #each(ids: readonly string[], act: Act<AppAccountDetail>): Promise<boolean> {
    const { place, environment } = this.#integration;
    const noun = { one: 'app user', many: 'app users' };
    return actOnEach(this.#app, { table: 'appAccounts', place, environment: environment.id, noun, nameOf: ({ row }) => nameOf(row) }, ids, act);
  }
}
