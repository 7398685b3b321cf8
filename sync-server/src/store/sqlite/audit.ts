/** Asking the audit log of a workspace. What it is asked by is copied out of the entries by the database: see `schema.ts`. */
import { activityFacets, type ActivityFacet } from '@latchkey/shared/protocol/activity';
import { everyEntry, type AuditFilter, type AuditThread, type AuditThreads, type StoredAuditEntry } from '../audit-log.ts';
import type { Reader } from '../store.ts';
import type { Columns, Connection } from './connection.ts';

const toAudit = (columns: Columns): StoredAuditEntry => ({
  ...(JSON.parse(columns['entry'] as string) as StoredAuditEntry),
  sequence: columns['sequence'] as number,
  previous: columns['previous'] as string,
  hash: columns['hash'] as string,
});

const facetColumns: Readonly<Record<ActivityFacet, string>> = { where: 'place', who: 'actor', kind: 'kind', outcome: 'outcome' };

/** A condition on the columns, with what it is given. */
interface Condition {
  readonly sql: string;
  readonly value: string | number;
}

/** Lists travel as JSON, so that there are few statements to prepare. */
function conditionsOf({ environment, facets, from, to, words, thread }: AuditFilter): readonly Condition[] {
  const given = (sql: string, value: string | number | null): readonly Condition[] => (value === null ? [] : [{ sql, value }]);
  const list = (sql: string, values: readonly string[]): readonly Condition[] => given(sql, values.length === 0 ? null : JSON.stringify(values));
  return [
    ...given("(environment = ? OR place = 'workspace')", environment),
    ...activityFacets.flatMap((facet) => list(`${facetColumns[facet]} IN (SELECT value FROM json_each(?))`, facets[facet])),
    ...given('at >= ?', from),
    ...given('at <= ?', to),
    ...list('NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(words, word.value) = 0)', words),
    ...given('opening = ?', thread),
  ];
}

/** Asks about the entries that match: `sql` is given FROM and WHERE, and what has to be given to it. */
const asked = ({ all }: Connection, workspace: string, filter: AuditFilter) => {
  const conditions = conditionsOf(filter);
  const matching = `FROM audit WHERE ${['workspace = ?', ...conditions.map((condition) => condition.sql)].join(' AND ')}`;
  return (sql: (matching: string) => string, ...more: readonly number[]) =>
    all(sql(matching), workspace, ...conditions.map(({ value }) => value), ...more);
};

const without = (filter: AuditFilter, facet: ActivityFacet): AuditFilter => ({ ...filter, facets: { ...filter.facets, [facet]: [] } });

export function auditQueries(connection: Connection): Pick<Reader, 'audit' | 'auditThreads'> {
  // DISTINCT in a query of its own goes along the index; `count(DISTINCT opening)` takes ten times as long.
  const countOf = (workspace: string, filter: AuditFilter): number =>
    asked(connection, workspace, filter)((matching) => `SELECT count(*) AS threads FROM (SELECT DISTINCT opening ${matching})`)[0]?.['threads'] as number;

  const countsOf = (workspace: string, filter: AuditFilter, facet: ActivityFacet): Readonly<Record<string, number>> => {
    const column = facetColumns[facet];
    const found = asked(connection, workspace, without(filter, facet))(
      (matching) => `SELECT ${column} AS value, count(*) AS threads FROM (SELECT DISTINCT opening, ${column} ${matching}) GROUP BY ${column}`,
    );
    return Object.fromEntries(found.map(({ value, threads }) => [String(value), threads as number]));
  };

  const toThread = (workspace: string, { opening, first, applied, refused, superseded }: Columns): AuditThread => {
    const entry = connection.get('SELECT * FROM audit WHERE workspace = ? AND sequence = ?', workspace, first as number);
    if (entry === undefined) throw new Error(`the entry ${String(first)} of ${workspace} is in the index of the audit log and not in it`);
    return {
      thread: opening as number,
      first: toAudit(entry),
      outcomes: { applied: applied as number, refused: refused as number, superseded: superseded as number },
    };
  };

  return {
    audit: async (workspace, { before, limit }, filter = everyEntry) =>
      asked(connection, workspace, filter)(
        (matching) => `SELECT * ${matching} AND sequence < ? ORDER BY sequence DESC LIMIT ?`,
        ...[before ?? Number.MAX_SAFE_INTEGER, limit],
      ).map(toAudit),

    auditThreads: async (workspace, filter, { page: wanted, size }): Promise<AuditThreads> => {
      const count = countOf(workspace, filter);
      const page = Math.min(wanted, Math.max(1, Math.ceil(count / size)));
      const outcomes = ['applied', 'refused', 'superseded'].map((outcome) => `sum(outcome = '${outcome}') AS ${outcome}`);
      const found = asked(connection, workspace, filter)(
        (matching) => `SELECT opening, min(sequence) AS first, ${outcomes.join(', ')} ${matching} GROUP BY opening ORDER BY opening DESC LIMIT ? OFFSET ?`,
        ...[size, (page - 1) * size],
      );
      return {
        threads: found.map((columns) => toThread(workspace, columns)),
        count,
        total: countOf(workspace, { ...everyEntry, environment: filter.environment }),
        page,
        counts: {
          where: countsOf(workspace, filter, 'where'),
          who: countsOf(workspace, filter, 'who'),
          kind: countsOf(workspace, filter, 'kind'),
          outcome: countsOf(workspace, filter, 'outcome'),
        },
      };
    },
  };
}
