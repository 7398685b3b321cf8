/** What every screen with a table does: its query is the address, its rows are those of the replica as they change. */
import { beforeNavigate, goto } from '$app/navigation';
import { page } from '$app/state';
import { useOverview } from '$lib/shell/overview.svelte.ts';
import { useApp } from '$lib/state/app.svelte.ts';
import { useCommands } from '$lib/state/commands.svelte.ts';
import { useHere } from '$lib/state/place.svelte.ts';
import { counted } from '$lib/words/numbers.ts';
import { dayName } from '$lib/words/times.ts';
import type { Environment } from '$lib/state/app.svelte.ts';
import type { EditRequest } from '$replica/client.ts';
import type { TableDescription } from './description.ts';
import { TableState, type Address } from './table.svelte.ts';

const address: Address = {
  params: () => page.url.searchParams,
  go: async (params, how) => {
    if (how === 'close' && page.state.opened === true) return history.back();
    await goto(params.size === 0 ? page.url.pathname : `?${params}`, {
      replaceState: how === 'amend' || how === 'row' || how === 'close',
      keepFocus: true,
      noScroll: how !== 'step',
      // Once something else has changed, closing the sheet must not take that back.
      state: how === 'open' || (how === 'row' && page.state.opened === true) ? { opened: true } : {},
    });
  },
};

export interface OpenTable<Row> {
  readonly table: TableState<Row>;
  /** Downloads the filtered rows with the visible columns. */
  readonly download: () => void;
  /** Does the same to each of these rows, as one action. @param done what was done to them: `enabled` */
  readonly each: (ids: readonly string[], request: (id: string) => EditRequest, done: string) => Promise<void>;
}

/** What no file may be called. */
const reserved = /[\\/:*?"<>|]/g;

/** Opens the table of a screen; called while the screen's component is made, once for each environment, or integration. */
export function openTable<Row>(description: TableDescription<Row>, environment: Environment): OpenTable<Row> {
  const app = useApp();
  const here = useHere();
  const overview = useOverview();
  const commands = useCommands();
  const table = new TableState(description, address, app.session?.user.id ?? '');
  const { noun, name } = description;
  beforeNavigate(({ from, to, type }) => {
    if (type === 'popstate' || to?.url.pathname !== from?.url.pathname) table.leave();
  });

  $effect(() => description.source.watch(() => table.answer.again()));
  $effect(() => app.replica.presence({ view: `${environment.id}/${name}`, record: table.open, editing: null }));

  const write = async (): Promise<void> => {
    const [{ toCsv, download }, rows] = await Promise.all([import('./csv.ts'), description.source.rows(table.query)]);
    const columns = table.arranged.filter(({ shown }) => shown).map(({ column }) => column);
    const integration = overview.value?.integrations.find(({ id }) => id === here.integration)?.record.name ?? [];
    const called = [noun.many.replaceAll(' ', '-'), integration, environment.name, dayName(new Date())].flat().join(' ');
    download(`${called.replaceAll(reserved, '-')}.csv`, toCsv(columns, rows));
    app.toasts.show(`${counted(rows.length, noun.one, noun.many)} exported`);
  };
  const download = (): void => {
    write().catch((why: unknown) => app.toasts.show(`Not exported: ${why instanceof Error ? why.message : String(why)}`));
  };
  $effect(() => commands.lend([{ label: `Export ${noun.many}`, run: download }]));
  const each: OpenTable<Row>['each'] = async (ids, request, done) => {
    const kept = await app.edits.make(environment.id, ids.map(request), `${counted(ids.length, noun.one, noun.many)} ${done}`);
    if (kept !== null) table.selection.clear();
  };
  return { table, download, each };
}
