/** SQLite compiled to WebAssembly, in memory, with an index for every order; three ways to find a word. */
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { wordsOf } from '@latchkey/shared/domain/fold';
import type { Question, UserSort } from '../question.ts';
import type { Answer, Peer, PeerRow } from './peer.ts';

type Way = 'LIKE' | 'instr' | 'trigrams';
type Bound = string | number;

/** The words that each way can look up, as SQL; trigrams can not find words of less than three letters. */
function wordsIn(way: Way, words: readonly string[]): readonly { readonly sql: string; readonly bind: Bound }[] {
  if (way === 'LIKE') return words.map((word) => ({ sql: `folded LIKE ? ESCAPE '\\'`, bind: `%${word.replace(/[\\%_]/g, '\\$&')}%` }));
  const long = way === 'trigrams' ? words.filter((word) => [...word].length >= 3) : [];
  const short = words.filter((word) => !long.includes(word)).map((word) => ({ sql: 'instr(folded, ?) > 0', bind: word }));
  if (long.length === 0) return short;
  return [{ sql: 'n IN (SELECT rowid FROM trigrams WHERE trigrams MATCH ?)', bind: long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ') }, ...short];
}

export async function sqlitePeers(rows: readonly PeerRow[], sorts: readonly UserSort[]): Promise<readonly Peer[]> {
  const sqlite3 = await sqlite3InitModule();
  const db = new sqlite3.oo1.DB(':memory:', 'c');
  db.exec(`
    PRAGMA case_sensitive_like = ON;
    CREATE TABLE users (n INTEGER PRIMARY KEY, id TEXT, folded TEXT, status TEXT, enabled INTEGER, created INTEGER, ${sorts.map((by) => `rank_${by} INTEGER`).join(', ')});
    CREATE TABLE uses (integration TEXT, n INTEGER, PRIMARY KEY (integration, n)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE trigrams USING fts5(folded, content = 'users', content_rowid = 'n', tokenize = 'trigram case_sensitive 1');
    BEGIN;`);
  const user = db.prepare(`INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ${sorts.map(() => '?').join(', ')})`);
  const uses = db.prepare('INSERT INTO uses VALUES (?, ?)');
  rows.forEach((row, n) => {
    user.bind([n, row.id, row.folded, row.status, row.enabled ? 1 : 0, row.createdAt, ...sorts.map((by) => row.rank[by])]).stepReset();
    for (const integration of row.integrations) uses.bind([integration, n]).stepReset();
  });
  user.finalize();
  uses.finalize();
  db.exec(`COMMIT; INSERT INTO trigrams (trigrams) VALUES ('rebuild');
    ${sorts.map((by) => `CREATE INDEX by_${by} ON users (rank_${by});`).join('\n')}
    CREATE INDEX by_status_of ON users (status); CREATE INDEX by_enabled ON users (enabled); ANALYZE;`);

  const prepared = new Map<string, ReturnType<typeof db.prepare>>();
  const all = (sql: string, bind: readonly Bound[]): unknown[] => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    if (bind.length > 0) statement.bind([...bind]);
    const values: unknown[] = [];
    while (statement.step()) values.push(statement.get(0));
    statement.reset();
    return values;
  };
  const answer = (way: Way, query: Question): Answer => {
    const places = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
    const conditions: { readonly sql: string; readonly bind: readonly Bound[] }[] = wordsIn(way, wordsOf(query.search)).map(({ sql, bind }) => ({ sql, bind: [bind] }));
    if (query.status.length > 0) conditions.push({ sql: `status IN (${places(query.status)})`, bind: query.status });
    if (query.disabled !== null) conditions.push({ sql: 'enabled = ?', bind: [query.disabled ? 0 : 1] });
    if (query.createdFrom !== null) conditions.push({ sql: 'created >= ?', bind: [query.createdFrom] });
    if (query.createdTo !== null) conditions.push({ sql: 'created <= ?', bind: [query.createdTo] });
    if (query.integrations.length > 0) conditions.push({ sql: `n IN (SELECT n FROM uses WHERE integration IN (${places(query.integrations)}))`, bind: query.integrations });
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
    const bind = conditions.flatMap((condition) => condition.bind);
    const order = `ORDER BY rank_${query.sort.by} ${query.sort.descending ? 'DESC' : 'ASC'}`;
    return {
      ids: all(`SELECT id FROM users ${where} ${order} LIMIT ? OFFSET ?`, [...bind, query.pageSize, (query.page - 1) * query.pageSize]) as string[],
      count: Number(all(`SELECT count(*) FROM users ${where}`, bind)[0]),
    };
  };
  return (['LIKE', 'instr', 'trigrams'] as const).map((way) => ({ name: `SQLite-WASM, ${way}`, answer: (query) => answer(way, query) }));
}
