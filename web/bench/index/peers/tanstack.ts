/** TanStack DB: one collection, and for each question a page and a count. Its `like` has no escape: no question may hold % or _. */
import { and, BTreeIndex, count, createCollection, eq, gte, inArray, like, localOnlyCollectionOptions, lte, queryOnce, type InitialQueryBuilder } from '@tanstack/db';
import { wordsOf } from '@latchkey/shared/domain/fold';
import type { Question, UserSort } from '../question.ts';
import type { Answer, Peer, PeerRow } from './peer.ts';

export async function tanstackPeer(rows: readonly PeerRow[], sorts: readonly UserSort[]): Promise<Peer> {
  const users = createCollection(localOnlyCollectionOptions({ id: 'users', getKey: (row: PeerRow) => row.id, initialData: [...rows] }));
  await users.preload();
  for (const by of sorts) users.createIndex((row) => row.rank[by], { indexType: BTreeIndex });
  users.createIndex((row) => row.status, { indexType: BTreeIndex });
  users.createIndex((row) => row.enabled, { indexType: BTreeIndex });
  users.createIndex((row) => row.createdAt, { indexType: BTreeIndex });

  const matching = (q: InitialQueryBuilder, query: Question) =>
    q.from({ user: users }).where(({ user }) => {
      const conditions = wordsOf(query.search).map((word) => like(user.folded, `%${word}%`));
      if (query.status.length > 0) conditions.push(inArray(user.status, [...query.status]));
      if (query.disabled !== null) conditions.push(eq(user.enabled, !query.disabled));
      if (query.createdFrom !== null) conditions.push(gte(user.createdAt, query.createdFrom));
      if (query.createdTo !== null) conditions.push(lte(user.createdAt, query.createdTo));
      for (const integration of query.integrations) conditions.push(inArray(integration, user.integrations));
      const [first = eq(1, 1), second = eq(1, 1), ...others] = conditions;
      return and(first, second, ...others);
    });

  const answer = async (query: Question): Promise<Answer> => {
    const page = await queryOnce((q) =>
      matching(q, query)
        .orderBy(({ user }) => user.rank[query.sort.by], query.sort.descending ? 'desc' : 'asc')
        .offset((query.page - 1) * query.pageSize)
        .limit(query.pageSize)
        .select(({ user }) => ({ id: user.id })),
    );
    const counted = await queryOnce((q) => matching(q, query).select(({ user }) => ({ n: count(user.id) })));
    return { ids: page.map(({ id }) => id), count: counted[0]?.n ?? 0 };
  };
  return { name: 'TanStack DB', answer };
}
