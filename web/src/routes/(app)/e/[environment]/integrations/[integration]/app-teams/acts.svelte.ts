/** What is done to app teams, one or many: as one action, to those to which it may be done. */
import { useIntegration, type IntegrationState } from '$lib/integration/integration.svelte.ts';
import { removeAppTeam, requestsForAppTeam, retryAppTeam, setAppTeamPresence, type NewAppTeam } from '$lib/integration/app-team-requests.ts';
import { useApp } from '$lib/state/app.svelte.ts';
import { useHere } from '$lib/state/place.svelte.ts';
import { actOnEach, type Act } from '$lib/table/act-on-each.ts';
import type { AppTeamDetail, AppTeamRow } from '$replica/integration-rows.ts';

export class AppTeamActs {
  readonly #app = useApp();
  readonly #here = useHere();
  readonly #integration: IntegrationState = useIntegration();

  /** Why this person may do nothing here, or null. */
  denied(): string | null {
    return this.#here.can({ kind: 'appUsers.manage' }, this.#integration.id);
  }

  deniedRemoval({ row }: Pick<AppTeamDetail, 'row'>): string | null {
    return this.denied() ?? (row.wanted ? null : 'It is removed, or on its way out, already.');
  }

  /** @param known those that there are: of one that was removed, that one is wanted again. @returns its id, or null where nothing was kept */
  async add(team: NewAppTeam, known: readonly AppTeamRow[]): Promise<string | null> {
    const { environment, id } = this.#integration;
    const { appTeam, requests } = requestsForAppTeam(known, environment.id, id, team);
    return (await this.#app.edits.make(environment.id, requests, `${team.name} added`)) === null ? null : appTeam;
  }

  remove(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: (detail) => this.deniedRemoval(detail),
      requests: ({ id, record: { reported, operation } }) => [
        // Of what the app was not told of, nothing has to be taken out.
        reported?.presence === 'unknown' && operation?.state !== 'running' ? removeAppTeam(id) : setAppTeamPresence(id, 'gone'),
      ],
      done: 'removed',
    });
  }

  /** Wants those again that were removed, or are to be. */
  keep(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: ({ row }) => this.denied() ?? (row.wanted ? 'It is to be there already.' : null),
      requests: ({ id }) => [setAppTeamPresence(id, 'present')],
      done: `is to be in ${this.#integration.app}`,
    });
  }

  retry(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: ({ explanation }) => this.denied() ?? (explanation.retry === null ? 'Nothing of it failed or was removed by the app.' : null),
      requests: ({ id, explanation: { retry } }) => (retry === null ? [] : [retryAppTeam(id, retry)]),
      done: 'tried again',
    });
  }

  #each(ids: readonly string[], act: Act<AppTeamDetail>): Promise<boolean> {
    const { place, environment } = this.#integration;
    const noun = { one: 'app team', many: 'app teams' };
    return actOnEach(this.#app, { table: 'appTeams', place, environment: environment.id, noun, nameOf: ({ row }) => row.name }, ids, act);
  }
}
