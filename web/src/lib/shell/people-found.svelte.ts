/** The people whom words find on this device, each with the address of their sheet. */
import { InEachIntegration } from '$lib/integration/in-each-integration.svelte.ts';
import type { Here } from '$lib/state/place.svelte.ts';
import { LiveQuery } from '$lib/table/live-query.svelte.ts';
import type { Page, Replica, RowOf, TableName } from '$replica/client.ts';

export interface Found {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail: string;
  readonly href: string;
}

/** So many of each kind: more words leave fewer. */
const MOST = 6;
/** Accounts are read integration by integration: once so many letters have stood for so long, in milliseconds. */
const LEAST = 3;
const RESTED = 250;

export class PeopleFound {
  readonly #groups: readonly (() => readonly Found[])[];

  /** Made while a component is: asks anew when the words change. */
  constructor(replica: Replica, here: Here, words: () => string) {
    const environment = (): string | null => (here.can({ kind: 'environment.read' }) === null ? (here.environment?.id ?? null) : null);
    let rested = $state('');
    $effect(() => {
      const now = words();
      const timer = setTimeout(() => (rested = now), RESTED);
      return () => clearTimeout(timer);
    });
    const accounts = new InEachIntegration('appAccounts', 'username', () => (rested.length < LEAST ? null : { username: { kind: 'words', text: rested } }));
    const root = (): string => `/e/${here.environment?.id ?? ''}`;

    function found<T extends TableName>(table: T, by: string, place: () => string | null, entry: (row: RowOf<T>) => Omit<Found, 'id'>): () => readonly Found[] {
      const query = new LiveQuery<{ readonly place: string; readonly search: string }, Page<RowOf<T>>>((asked) =>
        replica.page(table, asked.place, { search: asked.search, filters: {}, sort: { by, descending: false }, page: 1, size: MOST }),
      );
      const asked = (): { readonly place: string; readonly search: string } | null => {
        const [at, search] = [place(), words()];
        return at === null || search === '' ? null : { place: at, search };
      };
      $effect(() => {
        const next = asked();
        if (next !== null) query.want(next);
      });
      return () => (asked() === null ? [] : (query.result?.rows ?? []).map((row) => ({ id: `${table}-${row.id}`, ...entry(row) })));
    }

    this.#groups = [
      found('users', 'name', environment, ({ id, name, externalId, email }) => ({
        group: 'Connected users',
        label: name ?? externalId,
        detail: email ?? externalId,
        href: `${root()}/users?user=${encodeURIComponent(id)}`,
      })),
      found('members', 'name', environment, ({ id, name, email }) => ({ group: 'Members', label: name, detail: email, href: `${root()}/members?member=${encodeURIComponent(id)}` })),
      found('teams', 'name', environment, ({ id, name }) => ({ group: 'Teams', label: name, detail: '', href: `${root()}/teams?team=${encodeURIComponent(id)}` })),
      () =>
        (words() === '' ? [] : accounts.list)
          .flatMap(({ integration, found: { rows } }) =>
            rows.map(({ id, username }) => ({
              id: `account-${id}`,
              group: 'App users',
              label: username,
              detail: integration.name,
              href: `${root()}/integrations/${integration.id}/app-users?account=${encodeURIComponent(id)}`,
            })),
          )
          .slice(0, MOST),
    ];
  }

  readonly list = $derived.by(() => this.#groups.flatMap((group) => group()));
}
