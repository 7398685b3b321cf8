/** Asking the audit log of a workspace. What it is asked by is copied out of the entries by the database: see `schema.ts`. */
import { entryOf, type Link } from '../../audit/chain.ts';
import { pause } from '../../documents/pause.ts';
import { activityFacets, type ActivityFacet, type ActivityOrder, type ActivitySort } from '@latchkey/shared/protocol/activity';
import { deedsSaid, kindsSaid, theWorkspace } from '@latchkey/shared/protocol/deeds';
import { everyEntry, type AuditFilter, type AuditThread, type AuditThreads } from '../audit-log.ts';
import type { Reader } from '../store.ts';
import type { Columns, Connection } from './connection.ts';

/** What a link is made of: the other columns are copies to search by, which the database would make of every entry. */
const LINK = 'sequence, entry, previous, hash';

const toLink = ({ sequence, entry, previous, hash }: Columns): Link => ({
  ...{ sequence: sequence as number, previous: previous as string, hash: hash as string },
  content: jsonIn(entry as string),
});

/** Undefined where it is none: somebody, or the disk, changed it. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the one reason that parsing text throws for
  }
}

const facetColumns: Readonly<Record<ActivityFacet, string>> = { where: 'place', who: 'actor', what: 'action', kind: 'kind', device: 'device', outcome: 'outcome' };

/** A condition on the columns, with what it is given. */
interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const given = (sql: string, value: string | number | null): readonly Condition[] => (value === null ? [] : [{ sql, values: [value] }]);
/** Lists travel as JSON, so that there are few statements to prepare. */
const list = (sql: string, values: readonly string[]): readonly Condition[] => given(sql, values.length === 0 ? null : JSON.stringify(values));

/** That words stand in an entry, or in what the page says of it (AUDIT-3). */
const said = (words: readonly string[]): readonly Condition[] =>
  words.map((word) => ({
    sql: `(instr(words, ?) > 0 OR kind IN (SELECT value FROM json_each(?)) OR action || ifnull(switched, '') IN (SELECT value FROM json_each(?)))`,
    values: [
      word,
      JSON.stringify(kindsSaid(word)),
      JSON.stringify(deedsSaid(word).map(({ action, applied }) => action + (applied === null ? '' : Number(applied)))),
    ],
  }));

const conditionsOf = ({ environment, facets, from, to, words, thread }: AuditFilter): readonly Condition[] => [
  ...given("(environment = ? OR place = 'workspace')", environment),
  ...activityFacets.flatMap((facet) => list(`${facetColumns[facet]} IN (SELECT value FROM json_each(?))`, facets[facet])),
  ...given('at >= ?', from),
  ...given('at <= ?', to),
  ...said(words),
  ...given('opening = ?', thread),
];

/** What threads are in the order of (`protocol/activity-order.ts`), where that is not when they began. Of the entry with the lowest sequence, if not of all. */
const orders: Readonly<Record<Exclude<ActivityOrder, 'when'>, string>> = {
  who: 'folded(actor)',
  what: 'deed_of(action, switched)',
  subject: `folded(ifnull(subject, iif(kind = 'workspace', '${theWorkspace}', NULL)))`,
  device: 'folded(device)',
  outcome: "CASE WHEN sum(outcome = 'refused') > 0 THEN 1 WHEN sum(outcome = 'superseded') > 0 THEN 2 ELSE 0 END",
};

function orderBy({ by, descending }: ActivitySort): string {
  const direction = descending ? 'DESC' : 'ASC';
  return by === 'when' ? `opening ${direction}` : `${orders[by]} ${direction} NULLS LAST, opening DESC`;
}

/** After a pause: each goes through all entries that match, and nobody is to wait for several of them. */
async function afterPause<T>(query: () => T): Promise<T> {
  await pause();
  return query();
}

/** Asks about the entries that match: `sql` is given FROM and WHERE, and what has to be given to it. */
const asked = ({ all }: Connection, workspace: string, filter: AuditFilter) => {
  const conditions = conditionsOf(filter);
  const matching = `FROM audit WHERE ${['workspace = ?', ...conditions.map((condition) => condition.sql)].join(' AND ')}`;
  return (sql: (matching: string) => string, ...more: readonly number[]) =>
    all(sql(matching), workspace, ...conditions.flatMap(({ values }) => values), ...more);
};

const without = (filter: AuditFilter, facet: ActivityFacet): AuditFilter => ({ ...filter, facets: { ...filter.facets, [facet]: [] } });

export function auditQueries(connection: Connection): Pick<Reader, 'audit' | 'auditChain' | 'auditThreads'> {
  // DISTINCT in a query of its own goes along the index; `count(DISTINCT opening)` takes ten times as long.
  const countOf = (workspace: string, filter: AuditFilter): number =>
    asked(connection, workspace, filter)((matching) => `SELECT count(*) AS threads FROM (SELECT DISTINCT opening ${matching})`)[0]?.['threads'] as number;

  const countsOf = (workspace: string, filter: AuditFilter, facet: ActivityFacet): Readonly<Record<string, number>> => {
    const column = facetColumns[facet];
    const found = asked(connection, workspace, without(filter, facet))(
      (matching) => `SELECT value, count(*) AS threads FROM (SELECT DISTINCT opening, ${column} AS value ${matching}) WHERE value IS NOT NULL GROUP BY value`,
    );
    return Object.fromEntries(found.map(({ value, threads }) => [String(value), threads as number]));
  };

  /** `first` is null where that entry is not as it was written. */
  const toThread = (workspace: string, { opening, first, applied, refused, superseded }: Columns): AuditThread | { readonly first: null; readonly damaged: number } => {
    const found = connection.get(`SELECT ${LINK} FROM audit WHERE workspace = ? AND sequence = ?`, workspace, first as number);
    if (found === undefined) throw new Error(`the entry ${String(first)} of ${workspace} is in the index of the audit log and not in it`);
    const entry = entryOf(toLink(found));
    if (entry === null) return { first: null, damaged: first as number };
    return {
      thread: opening as number,
      first: entry,
      outcomes: { applied: applied as number, refused: refused as number, superseded: superseded as number },
    };
  };

  return {
    audit: async (workspace, { before, limit }, filter = everyEntry, damaged = () => undefined) =>
      asked(connection, workspace, filter)(
        (matching) => `SELECT ${LINK} ${matching} AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
        ...[before ?? Number.MAX_SAFE_INTEGER, limit],
      ).flatMap((columns) => {
        const link = toLink(columns);
        const entry = entryOf(link);
        if (entry === null) damaged(link.sequence);
        return entry ?? [];
      }),

    auditChain: async (workspace, { after, limit }) =>
      connection.all(`SELECT ${LINK} FROM audit WHERE workspace = ? AND sequence > ? ORDER BY sequence LIMIT ?`, workspace, after, limit).map(toLink),

    auditThreads: async (workspace, filter, { page: wanted, size, sort }): Promise<AuditThreads> => {
      const count = countOf(workspace, filter);
      await pause();
      const page = Math.min(wanted, Math.max(1, Math.ceil(count / size)));
      const outcomes = ['applied', 'refused', 'superseded'].map((outcome) => `sum(outcome = '${outcome}') AS ${outcome}`);
      const found = asked(connection, workspace, filter)(
        (matching) => `SELECT opening, min(sequence) AS first, ${outcomes.join(', ')} ${matching} GROUP BY opening ORDER BY ${orderBy(sort)} LIMIT ? OFFSET ?`,
        ...[size, (page - 1) * size],
      ).map((columns) => toThread(workspace, columns));
      return {
        threads: found.filter((thread) => thread.first !== null),
        damaged: found.flatMap((thread) => (thread.first === null ? thread.damaged : [])),
        count,
        total: await afterPause(() => countOf(workspace, { ...everyEntry, environment: filter.environment })),
        page,
        counts: {
          where: await afterPause(() => countsOf(workspace, filter, 'where')),
          who: await afterPause(() => countsOf(workspace, filter, 'who')),
          what: await afterPause(() => countsOf(workspace, filter, 'what')),
          kind: await afterPause(() => countsOf(workspace, filter, 'kind')),
          device: await afterPause(() => countsOf(workspace, filter, 'device')),
          outcome: await afterPause(() => countsOf(workspace, filter, 'outcome')),
        },
      };
    },
  };
}
