/** What is done to app users, one or many: as one action, to those whom it may be done to. */
import { additionRequests, additionsOf, matchesOf, type Addition } from '$lib/integration/additions.ts';
import { useIntegration, type IntegrationState } from '$lib/integration/integration.svelte.ts';
import {
  cancelCheck,
  checkForUpdates,
  matchAccount,
  retryAccount,
  setAccountExempted,
  setAccountPresence,
  setAccountProtected,
  withdrawAccount,
} from '$lib/integration/app-account-requests.ts';
import { useApp } from '$lib/state/app.svelte.ts';
import { useHere } from '$lib/state/place.svelte.ts';
import { requestsForAppTeam } from '$lib/integration/app-team-requests.ts';
import { actOnEach, type Act } from '$lib/table/act-on-each.ts';
import { counted } from '$lib/words/numbers.ts';
import type { PageQuery } from '$replica/client.ts';
import type { TeamRow } from '$replica/environment-rows.ts';
import type { AppAccountDetail, AppAccountRow, AppTeamRow, Person } from '$replica/integration-rows.ts';
import { roleRequests, type RoleChoices } from '$lib/integration/role-choices.ts';
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

  /** What adding members would do: whose account is there already, matched to them or to nobody. */
  async additions(members: readonly Person[]): Promise<readonly Addition[]> {
    const { replica } = this.#app;
    const those = (filters: PageQuery['filters']): Promise<readonly AppAccountRow[]> =>
      replica.rows('appAccounts', this.#integration.place, { search: '', filters, sort: { by: 'username', descending: false }, page: 1, size: 1 });
    const theirs = await those({ member: { kind: 'any', of: members.map(({ id }) => id) } });
    return additionsOf(members, [...theirs, ...(await those({ matched: { kind: 'any', of: ['no'] } }))]);
  }

  /**
   * Access for members, each by themselves. Who has an account, or whose it is taken to be, gets it (back), or more roles.
   * @param apart accounts that are not theirs after all
   */
  async add(members: readonly Person[], roles: readonly string[], apart: readonly string[]): Promise<boolean> {
    const { place, environment, id: integration, app } = this.#integration;
    const { replica, edits } = this.#app;
    const additions = (await this.additions(members)).map((one) => (one.found !== null && apart.includes(one.found.id) ? { ...one, found: null } : one));
    const accounts = await Promise.all(additions.map(({ found }) => (found === null ? null : replica.detail('appAccounts', place, found.id))));
    const requests = additions.map((addition, at) => additionRequests(addition, accounts[at] ?? null, roles, { environment: environment.id, integration, id: crypto.randomUUID() }));
    const added = requests.filter((list) => list.length > 0);
    const exempted = accounts.filter((account) => account?.row.exempted === true).length;
    const left = exempted > 0 ? `. Not ${counted(exempted, 'other', 'others')}: ${LEFT_ALONE}` : '';
    if (added.length === 0) {
      this.#app.toasts.show(exempted > 0 ? LEFT_ALONE : `Nothing to change: they are in ${app} with these roles already.`);
      return false;
    }
    const matched = matchesOf(additions).length;
    const how = matched > 0 ? `, ${counted(matched, 'account', 'accounts')} matched` : '';
    return (await edits.make(environment.id, added.flat(), `${counted(added.length, 'member', 'members')} added to ${app}${how}${left}`)) !== null;
  }

  /** Access for teams: whoever is in one has it. @param known the app teams that there are */
  async addTeams(teams: readonly TeamRow[], role: string | null, known: readonly AppTeamRow[]): Promise<boolean> {
    const { environment, id, app } = this.#integration;
    const requests = teams.flatMap((team) => requestsForAppTeam(known, environment.id, id, { name: team.name, role, team: team.id }).requests);
    return (await this.#app.edits.make(environment.id, requests, `${counted(teams.length, 'team', 'teams')} added to ${app}`)) !== null;
  }

  async checkForUpdates(): Promise<void> {
    const { environment, id, app } = this.#integration;
    await this.#app.edits.make(environment.id, [checkForUpdates(id)], `${app} is asked for its accounts and teams`);
  }

  /** Takes back a check that waits. */
  async cancelCheck(): Promise<void> {
    const { environment, id, app } = this.#integration;
    await this.#app.edits.make(environment.id, [cancelCheck(id)], `${app} is not asked for its accounts and teams`);
  }

  #each(ids: readonly string[], act: Act<AppAccountDetail>): Promise<boolean> {
    const { place, environment } = this.#integration;
    const noun = { one: 'app user', many: 'app users' };
    return actOnEach(this.#app, { table: 'appAccounts', place, environment: environment.id, noun, nameOf: ({ row }) => nameOf(row) }, ids, act);
  }
}
