/** What is done to members, one or many: as one action, to those whom it may be done to. */
import type { ScopedLevel, WorkspaceLevel } from '@latchkey/shared/domain/levels';
import { useApp, type Environment } from '$lib/state/app.svelte.ts';
import { removeMember, setEnvironmentLevel, setIntegrationLevel, setMemberEnabled, setMemberLevel, setRunRight, setTeamMember } from '$lib/state/people-requests.ts';
import { useHere, type Here } from '$lib/state/place.svelte.ts';
import { withLeftOut } from '$lib/table/act-on-each.ts';
import { LiveQuery } from '$lib/table/live-query.svelte.ts';
import { counted } from '$lib/words/numbers.ts';
import type { EditRequest } from '$replica/client.ts';
import type { MemberDetail, MemberRow } from '$replica/environment-rows.ts';
import { changeDenied, endDenied } from './rights.ts';

/** Something that can be done to each of several members. */
interface Act {
  /** Why it may not be done to this one, or null. */
  readonly denied: (row: MemberRow) => string | null;
  /** None where it is so already. */
  readonly requests: (detail: MemberDetail) => readonly EditRequest[];
  /** What was done: `enabled`. */
  readonly done: string;
}

const enabledOwners = { role: { kind: 'any', of: ['owner'] }, enabled: { kind: 'any', of: ['yes'] } } as const;
const widelyHeld = 'Owners and administrators reach every environment: change their workspace level first.';

export class MemberActs {
  readonly #app = useApp();
  readonly #here: Here = useHere();
  readonly #environment: () => Environment;
  readonly #place: () => string;
  readonly #owners: LiveQuery<string, number>;

  /** Made while a component is. @param place what is on screen: the environment, where it is not an integration of it */
  constructor(environment: () => Environment, place: () => string = () => environment().id) {
    this.#environment = environment;
    this.#place = place;
    const { replica } = this.#app;
    this.#owners = new LiveQuery(async (id) => {
      const { count } = await replica.page('members', id, { search: '', filters: enabledOwners, sort: { by: 'name', descending: false }, page: 1, size: 1 });
      return count;
    });
    $effect(() => this.#owners.want(place()));
    $effect(() => {
      const shown = place();
      return replica.on('changed', (changed) => changed.place === shown && this.#owners.again());
    });
  }

  /** How many enabled owners there are; until that is known, the server decides. */
  get owners(): number {
    return this.#owners.result ?? Infinity;
  }

  enable(ids: readonly string[], on: boolean): Promise<boolean> {
    return this.#each(ids, {
      denied: (row) => (on ? changeDenied(this.#here, row) : endDenied(this.#here, row, this.owners)),
      requests: ({ row }) => (row.enabled === on ? [] : [setMemberEnabled(row.id, on)]),
      done: on ? 'enabled' : 'disabled',
    });
  }

  setLevel(ids: readonly string[], level: WorkspaceLevel, done: string): Promise<boolean> {
    return this.#each(ids, {
      denied: (row) => (level === 'owner' ? changeDenied(this.#here, row, level) : endDenied(this.#here, row, this.owners, level)),
      requests: ({ record, id }) => (record.level === level ? [] : [setMemberLevel(id, level)]),
      done,
    });
  }

  setEnvironmentLevel(ids: readonly string[], level: ScopedLevel, done: string): Promise<boolean> {
    const { id: environment } = this.#environment();
    return this.#change(ids, ({ record, id }) => ((record.environments[environment] ?? 'none') === level ? [] : [setEnvironmentLevel(id, environment, level)]), done);
  }

  setIntegrationLevel(ids: readonly string[], integration: string, level: ScopedLevel, done: string): Promise<boolean> {
    return this.#change(ids, ({ record, id }) => ((record.integrations[integration] ?? 'none') === level ? [] : [setIntegrationLevel(id, integration, level)]), done);
  }

  setRunRight(ids: readonly string[], target: string, right: 'view' | 'run', on: boolean, done: string): Promise<boolean> {
    return this.#administer(ids, ({ record, id }) => ((record.runs[target]?.[right] === true) === on ? [] : [setRunRight(id, target, right, on)]), done);
  }

  setTeam(ids: readonly string[], team: string, on: boolean, done: string): Promise<boolean> {
    return this.#administer(ids, ({ row, id }) => (row.teams.some((other) => other.id === team) === on ? [] : [setTeamMember(team, id, on)]), done);
  }

  /** What teams give them there stays, until they are taken out of the team. */
  removeFromIntegration(ids: readonly string[], integration: string, name: string): Promise<boolean> {
    return this.#change(ids, (detail) => withdrawn(detail, [integration]), `removed from ${name}`);
  }

  async removeFromEnvironment(ids: readonly string[]): Promise<boolean> {
    const { id: environment, name } = this.#environment();
    // Asked for now: what is on screen may not have them yet, and nothing that was given may stay.
    const integrations = (await this.#app.replica.overview(environment)).integrations.map((integration) => integration.id);
    return this.#each(ids, {
      denied: (row) => changeDenied(this.#here, row) ?? (row.role === 'owner' || row.role === 'administrator' ? widelyHeld : null),
      requests: (detail) => {
        const level = detail.record.environments[environment] ?? 'none';
        return [...(level === 'none' ? [] : [setEnvironmentLevel(detail.id, environment, 'none')]), ...withdrawn(detail, integrations)];
      },
      done: `removed from ${name}`,
    });
  }

  removeFromWorkspace(ids: readonly string[]): Promise<boolean> {
    return this.#each(ids, {
      denied: (row) => endDenied(this.#here, row, this.owners),
      requests: ({ id }) => [removeMember(id)],
      done: 'removed from the workspace',
    });
  }

  #change(ids: readonly string[], requests: Act['requests'], done: string): Promise<boolean> {
    return this.#each(ids, { denied: (row) => changeDenied(this.#here, row), requests, done });
  }

  #administer(ids: readonly string[], requests: Act['requests'], done: string): Promise<boolean> {
    return this.#each(ids, { denied: () => this.#here.can({ kind: 'teams.manage' }), requests, done });
  }

  /** @returns whether anything was done */
  async #each(ids: readonly string[], { denied, requests, done }: Act): Promise<boolean> {
    const place = this.#place();
    const found = await Promise.all(ids.map((id) => this.#app.replica.detail('members', place, id)));
    const details = found.filter((detail) => detail !== null);
    const reasons = details.flatMap(({ row }) => denied(row) ?? []);
    const changes = details.filter(({ row }) => denied(row) === null).map(requests).filter((list) => list.length > 0);
    if (changes.length === 0) {
      this.#app.toasts.show(reasons[0] ?? 'Nothing to change: it is so already.');
      return false;
    }
    const said = `${counted(changes.length, 'member', 'members')} ${done}`;
    return (await this.#app.edits.make(this.#environment().id, changes.flat(), withLeftOut(said, reasons))) !== null;
  }
}

/** What takes from a member all that they themselves were given on these integrations. */
const withdrawn = ({ id, record }: MemberDetail, integrations: readonly string[]): readonly EditRequest[] =>
  integrations.flatMap((integration) => {
    const target = `integration/${integration}`;
    const rights = (['view', 'run'] as const).filter((right) => record.runs[target]?.[right] === true);
    const level = record.integrations[integration] ?? 'none';
    return [...(level === 'none' ? [] : [setIntegrationLevel(id, integration, 'none')]), ...rights.map((right) => setRunRight(id, target, right, false))];
  });
