/** The audit log, which is kept on the server only, as the source of a table: a row for each thread. */
import { Activity, activityFacets, activityOrders, ActivityThreads, type ActivityEntry, type ActivitySort, type ActivityThread } from '@latchkey/shared/protocol/activity';
import { inOrder } from '@latchkey/shared/protocol/activity-order';
import type { Replica } from '$replica/client.ts';
import { ask, type Answer } from '$lib/network/ask.ts';
import type { Source, TableQuery } from '$lib/table/description.ts';
import { dayBounds } from '$lib/words/times.ts';

export type Names = Activity['names'];

/** An entry, or several of one thread as far as they match. */
export interface ActivityRow {
  readonly id: string;
  readonly first: ActivityEntry;
  readonly outcomes: ActivityThread['outcomes'];
  /** Of what it names by id. */
  readonly names: Names;
}

/** Entries that come with one answer, for those that need them all. */
const MOST = 200;
/** While somebody looks at the log, it is asked for what is new so often, in milliseconds. */
const LOOK = 4_000;

export const activityPath = (workspace: string): string => `/api/workspaces/${encodeURIComponent(workspace)}/activity`;

function must<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Error(answer.message);
}

/** What the address asks, as the server is asked it. */
function filtersOf(environment: string, { search, filters }: TableQuery): URLSearchParams {
  const params = new URLSearchParams({ environment });
  if (search.trim() !== '') params.set('q', search);
  for (const facet of activityFacets) for (const value of filters[facet] ?? []) params.append(facet, value);
  const first = dayBounds(filters['from']?.[0] ?? '')?.first;
  const last = dayBounds(filters['to']?.[0] ?? '')?.last;
  if (first !== undefined) params.set('from', new Date(first).toISOString());
  if (last !== undefined) params.set('to', new Date(last).toISOString());
  return params;
}

const sortOf = ({ sort: { by, descending } }: TableQuery): ActivitySort => ({ by: activityOrders.find((order) => order === by) ?? 'when', descending });

/** One page of entries, latest first. */
async function readPage(workspace: string, filters: URLSearchParams, before: number | null): Promise<Activity> {
  const params = new URLSearchParams(filters);
  params.set('limit', String(MOST));
  if (before !== null) params.set('before', String(before));
  return must(await ask(`${activityPath(workspace)}?${params}`, {}, Activity));
}

/** All entries of a thread, in the order in which they came to be. @param thread the sequence of its first */
export async function readThread(workspace: string, thread: string): Promise<Entries> {
  const { entries, ...rest } = await readAll(workspace, new URLSearchParams({ thread }));
  return { entries: entries.toReversed(), ...rest };
}

export interface Entries {
  readonly entries: readonly ActivityEntry[];
  /** The sequences of those that are left out, since they are not as they were written. */
  readonly damaged: readonly number[];
  readonly names: Names;
}

async function readAll(workspace: string, filters: URLSearchParams): Promise<Entries> {
  const all: ActivityEntry[] = [];
  const left: number[] = [];
  let known: Names = {};
  for (let before: number | null = null; ; ) {
    const { entries, damaged, names, next }: Activity = await readPage(workspace, filters, before);
    all.push(...entries);
    left.push(...damaged);
    known = { ...known, ...names };
    if (next === null) return { entries: all, damaged: left, names: known };
    before = next;
  }
}

const alone = (first: ActivityEntry, names: Names): ActivityRow => ({
  id: String(first.sequence),
  ...{ first, names },
  outcomes: { applied: 0, refused: 0, superseded: 0, [first.outcome]: 1 },
});

/** The sequence of the latest entry; null where the server does not say. */
async function readLatest(workspace: string, environment: string): Promise<number | null> {
  const answer = await ask(`${activityPath(workspace)}?${new URLSearchParams({ environment, limit: '1' })}`, {}, Activity);
  return answer.ok ? Math.max(0, ...answer.value.entries.map(({ sequence }) => sequence), ...answer.value.damaged) : null;
}

/**
 * Its `rows` are the entries one by one: an export leaves nothing folded.
 * @param leftOut told the sequences of what is damaged among what was asked for
 */
export function activitySource(replica: Replica, workspace: string, environment: string, leftOut: (damaged: readonly number[]) => void): Source<ActivityRow> {
  /** The latest entry of which the rows on screen know; null until there are some. */
  let known: number | null = null;
  return {
    async page(query) {
      const params = filtersOf(environment, query);
      params.set('page', String(query.page));
      params.set('size', String(query.size));
      const { by, descending } = sortOf(query);
      params.set('sort', by);
      params.set('direction', descending ? 'descending' : 'ascending');
      const { threads, damaged, names, latest, ...counts } = must(await ask(`${activityPath(workspace)}/threads?${params}`, {}, ActivityThreads));
      known = latest;
      leftOut(damaged);
      return { ...counts, rows: threads.map(({ thread, first, outcomes }) => ({ id: String(thread), first, outcomes, names })) };
    },
    ids: () => Promise.reject(new Error('Entries of the log can not be selected.')),
    async rows(query) {
      const { entries, damaged, names } = await readAll(workspace, filtersOf(environment, query));
      leftOut(damaged);
      return inOrder(entries.map((entry) => alone(entry, names)), sortOf(query));
    },
    /** One's own edits; what others do while the page is looked at, and what was done while it was not, or there was no network. */
    watch(changed) {
      let online = true;
      const look = async (): Promise<void> => {
        if (document.visibilityState !== 'visible' || !online || known === null) return;
        const latest = await readLatest(workspace, environment);
        if (latest !== null && latest > known) changed();
      };
      const looking = (): void => void look();
      document.addEventListener('visibilitychange', looking);
      const timer = setInterval(looking, LOOK);
      const ends = [
        replica.on('edit', changed),
        replica.on('sync', ({ link }) => {
          if (link.kind === 'online' && !online) changed();
          online = link.kind === 'online';
        }),
      ];
      return () => {
        document.removeEventListener('visibilitychange', looking);
        clearInterval(timer);
        for (const end of ends) end();
      };
    },
  };
}
