/** Search-as-you-type, beside a straight scan and beside databases for the browser, on the same questions. */
import { fold } from '@latchkey/shared/domain/fold';
import type { EnvironmentIndex } from '../../src/replica/index/environment-index.ts';
import { percentile, type Figure } from '../figure.ts';
import type { Answer, Peer, PeerRow } from './peers/peer.ts';
import { sqlitePeers } from './peers/sqlite.ts';
import { straightScan } from './peers/straight-scan.ts';
import { tanstackPeer } from './peers/tanstack.ts';
import { asked, type Question, type UserSort } from './question.ts';
import { everyone } from './workload.ts';

const sorts: readonly UserSort[] = ['status', 'externalId', 'name', 'email', 'integrations', 'created'];

const RUNS = 5;

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** The median of some runs for each question: a question is one thing, what else the machine does another. */
async function times(peer: Peer, queries: readonly Question[], runs: number, check: (query: Question, answer: Answer) => void): Promise<readonly number[]> {
  const all = queries.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [i, query] of queries.entries()) {
      const { ms, result } = await timed(() => peer.answer(query));
      all[i]?.push(ms);
      check(query, result);
    }
  }
  return all.map((ofOne) => percentile(ofOne, 0.5));
}

/** What the peers are given: rows with their folded text, and their place in each order. */
function peerRows(index: EnvironmentIndex): readonly PeerRow[] {
  const ranks = new Map(sorts.map((by) => [by, new Map(index.users.ids(asked({ ...everyone, sort: { by, descending: false } })).map((id, rank) => [id, rank]))]));
  const rank = (by: UserSort, id: string): number => ranks.get(by)?.get(id) ?? -1;
  return index.users.rows(asked(everyone)).map((row) => ({
    id: row.id,
    folded: fold([row.name, row.email, row.externalId].map((field) => field ?? '').join('\n')),
    status: row.status,
    enabled: row.enabled,
    createdAt: row.createdAt,
    integrations: row.integrations.map(({ id }) => id),
    rank: { status: rank('status', row.id), externalId: rank('externalId', row.id), name: rank('name', row.id), email: rank('email', row.id), integrations: rank('integrations', row.id), created: rank('created', row.id) },
  }));
}

/** @throws if a peer answers otherwise: then there is nothing to compare */
export async function searchFigures(index: EnvironmentIndex, queries: readonly Question[]): Promise<readonly Figure[]> {
  const rows = peerRows(index);
  const expected = new Map(queries.map((query) => [query, index.users.page(asked(query))]));
  const check = (peer: Peer) => (query: Question, { ids, count }: Answer): void => {
    const page = expected.get(query);
    // Past the end the index gives the last page, the peers an empty one.
    const same = page?.count === count && (page.page !== query.page || page.rows.every(({ id }, i) => id === ids[i]));
    if (!same) throw new Error(`${peer.name} and the index answer differently: ${JSON.stringify(query)} → ${count} and ${page?.count}`);
  };

  // In each run the whole workload goes by, far more than the index remembers of earlier searches.
  const own = await times({ name: 'index', answer: (query) => ({ ids: index.users.page(asked(query)).rows.map(({ id }) => id), count: 0 }) }, queries, RUNS, () => undefined);
  const scan = straightScan(rows, sorts);
  const scanned = await times(scan, queries, RUNS, check(scan));
  const p95 = percentile(own, 0.95);
  const scanP95 = percentile(scanned, 0.95);
  const slower = queries.filter((_, i) => (own[i] ?? 0) > (scanned[i] ?? 0)).length;
  const figures: Figure[] = [
    { what: 'search, filter, sort, count, page, facets: p95 of one question', value: p95, unit: 'ms', bar: '≤ 8', holds: p95 <= 8, peer: { name: scan.name, value: scanP95, ratio: scanP95 / p95 } },
    { what: 'the same: median', value: percentile(own, 0.5), unit: 'ms', bar: null, holds: true },
    { what: 'the same: longest', value: Math.max(...own), unit: 'ms', bar: null, holds: true },
    { what: `of ${queries.length} questions, those that a straight scan answers sooner`, value: slower, unit: '', bar: '≤ 0', holds: slower === 0 },
  ];

  const compared: { readonly peer: Peer; readonly every: number }[] = [
    ...(await sqlitePeers(rows, sorts)).map((peer) => ({ peer, every: 6 })),
    { peer: await tanstackPeer(rows, sorts), every: 34 },
  ];
  const results: { readonly what: string; readonly value: number; readonly ratio: number }[] = [];
  for (const { peer, every } of compared) {
    const sampled = <T>(list: readonly T[]): readonly T[] => list.filter((_, n) => n % every === 0);
    const value = percentile(await times(peer, sampled(queries), 1, check(peer)), 0.95);
    results.push({ what: `${peer.name}, p95 of ${sampled(queries).length} questions`, value, ratio: value / percentile(sampled(own), 0.95) });
  }
  const least = Math.min(...results.map(({ ratio }) => ratio));
  figures.push({ what: 'the fastest of the databases, as a multiple of the index on the same questions', value: least, unit: '×', bar: '≥ 3', holds: least >= 3 });
  for (const { what, value, ratio } of results) figures.push({ what, value, unit: 'ms', bar: null, holds: true, peer: { name: 'index', value: value / ratio, ratio } });
  return figures;
}
