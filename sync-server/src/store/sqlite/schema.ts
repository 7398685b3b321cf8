/** The tables, as the row of migrations that made them. A migration that was released is never changed. */
import type { Database } from 'better-sqlite3';
import { entryOf } from '../../audit/chain.ts';
import { wordsIn, type AuditEntry } from '../audit-log.ts';

const migrations: readonly string[] = [
  `
  CREATE TABLE workspaces (made INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
  CREATE TABLE environments (made INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workspace TEXT NOT NULL, record TEXT NOT NULL);
  CREATE INDEX environments_of_workspace ON environments (workspace, made);

  -- scope: the environment, or the workspace for what has none. person: the identity behind a member.
  CREATE TABLE records (
    kind TEXT NOT NULL, id TEXT NOT NULL,
    workspace TEXT NOT NULL, environment TEXT, scope TEXT NOT NULL,
    key TEXT, parent TEXT, person TEXT,
    record TEXT NOT NULL, status TEXT,
    removed INTEGER NOT NULL, orphaned INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (kind, id)
  );
  CREATE UNIQUE INDEX records_by_key ON records (kind, scope, key) WHERE key IS NOT NULL AND removed = 0;
  CREATE INDEX records_shown ON records (kind, scope, id) WHERE removed = 0 AND orphaned = 0;
  CREATE INDEX records_by_parent ON records (parent) WHERE parent IS NOT NULL;
  CREATE INDEX records_by_person ON records (person) WHERE person IS NOT NULL AND removed = 0;

  CREATE TABLE heads (
    kind TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL, heads TEXT NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (kind, id, path)
  ) WITHOUT ROWID;
  CREATE TABLE verdicts (
    person TEXT NOT NULL, device TEXT NOT NULL, edit TEXT NOT NULL, content TEXT NOT NULL, verdict TEXT NOT NULL,
    PRIMARY KEY (person, device, edit)
  ) WITHOUT ROWID;

  CREATE TABLE documents (
    id TEXT NOT NULL PRIMARY KEY, workspace TEXT NOT NULL, epoch TEXT NOT NULL,
    version INTEGER NOT NULL, restored_at INTEGER NOT NULL, quarantined TEXT
  );
  CREATE TABLE epochs (document TEXT NOT NULL, epoch TEXT NOT NULL, PRIMARY KEY (document, epoch)) WITHOUT ROWID;
  CREATE TABLE document_log (
    document TEXT NOT NULL, epoch TEXT NOT NULL, version INTEGER NOT NULL, content BLOB NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (document, epoch, version)
  );
  CREATE TABLE snapshots (
    document TEXT NOT NULL PRIMARY KEY, epoch TEXT NOT NULL, version INTEGER NOT NULL,
    bytes INTEGER NOT NULL, compressed BLOB NOT NULL, hash BLOB NOT NULL
  );

  CREATE TABLE audit (
    workspace TEXT NOT NULL, sequence INTEGER NOT NULL, entry TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (workspace, sequence)
  );
  CREATE TABLE api_keys (
    made INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, hash TEXT NOT NULL UNIQUE, workspace TEXT NOT NULL, record TEXT NOT NULL
  );
  CREATE INDEX api_keys_of_workspace ON api_keys (workspace, made);
  `,
  `
  -- person: the identity behind a member, the member behind an app account. deadline: see records/deadline.ts.
  ALTER TABLE records ADD COLUMN deadline TEXT;
  CREATE INDEX records_by_deadline ON records (deadline) WHERE deadline IS NOT NULL AND removed = 0 AND orphaned = 0;

  CREATE TABLE tokens (
    purpose TEXT NOT NULL, subject TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
    PRIMARY KEY (purpose, subject)
  ) WITHOUT ROWID;
  `,
  `
  -- What records are found by, copied out of their JSON: their integration, whose they are, and when a run was queued or started.
  ALTER TABLE records ADD COLUMN integration TEXT;
  ALTER TABLE records ADD COLUMN held_by_user TEXT;
  ALTER TABLE records ADD COLUMN held_by_account TEXT;
  ALTER TABLE records ADD COLUMN began TEXT;
  UPDATE records SET integration = json_extract(record, '$.integration')
    WHERE kind IN ('activation', 'appAccount', 'appTeam', 'run') AND json_valid(record);
  UPDATE records SET held_by_user = json_extract(record, '$.user'), held_by_account = json_extract(record, '$.account')
    WHERE kind IN ('activation', 'connection') AND json_valid(record);
  UPDATE records SET began = coalesce(json_extract(record, '$.state.startedAt'), json_extract(record, '$.state.queuedAt'), json_extract(record, '$.state.at'))
    WHERE kind = 'run' AND json_valid(record);
  CREATE INDEX records_of_integration ON records (kind, integration, id) WHERE integration IS NOT NULL AND removed = 0 AND orphaned = 0;
  CREATE INDEX records_held_by_user ON records (kind, scope, held_by_user) WHERE kind IN ('activation', 'connection') AND removed = 0 AND orphaned = 0;
  CREATE INDEX records_held_by_account ON records (kind, scope, held_by_account) WHERE kind IN ('activation', 'connection') AND removed = 0 AND orphaned = 0;
  CREATE INDEX runs_by_age ON records (integration, began, id) WHERE kind = 'run';
  `,
  `
  -- What the log is asked by. opening: the sequence of the entry with which the entry's thread began. words: folded, for searching.
  ALTER TABLE audit ADD COLUMN at TEXT GENERATED ALWAYS AS (json_extract(entry, '$.at')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN environment TEXT GENERATED ALWAYS AS (json_extract(entry, '$.environment')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN place TEXT GENERATED ALWAYS AS (iif(json_extract(entry, '$.environment') IS NULL, 'workspace', 'environment')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN actor TEXT GENERATED ALWAYS AS (json_extract(entry, '$.actor.name')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN kind TEXT GENERATED ALWAYS AS (coalesce(json_extract(entry, '$.subject.kind'), 'workspace')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN outcome TEXT GENERATED ALWAYS AS (json_extract(entry, '$.outcome')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN thread TEXT GENERATED ALWAYS AS (json_extract(entry, '$.thread')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN opening INTEGER;
  ALTER TABLE audit ADD COLUMN words TEXT;
  CREATE INDEX audit_by_thread ON audit (workspace, thread, sequence) WHERE thread IS NOT NULL;
  UPDATE audit SET words = words_of(entry),
    opening = coalesce((SELECT min(o.sequence) FROM audit o WHERE o.workspace = audit.workspace AND o.thread = audit.thread), sequence);
  CREATE INDEX audit_by_opening ON audit (workspace, opening, sequence, environment, place, actor, kind, outcome, at);
  `,
  `
  -- An entry that is no JSON any more is in no facet, and under every environment: it keeps no other from being found.
  DROP INDEX audit_by_thread;
  DROP INDEX audit_by_opening;
  ALTER TABLE audit DROP COLUMN at;
  ALTER TABLE audit DROP COLUMN environment;
  ALTER TABLE audit DROP COLUMN place;
  ALTER TABLE audit DROP COLUMN actor;
  ALTER TABLE audit DROP COLUMN kind;
  ALTER TABLE audit DROP COLUMN outcome;
  ALTER TABLE audit DROP COLUMN thread;
  ALTER TABLE audit ADD COLUMN at TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.at'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN environment TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.environment'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN place TEXT GENERATED ALWAYS AS
    (iif(iif(json_valid(entry), json_extract(entry, '$.environment'), NULL) IS NULL, 'workspace', 'environment')) VIRTUAL;
  ALTER TABLE audit ADD COLUMN actor TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.actor.name'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN kind TEXT GENERATED ALWAYS AS (iif(json_valid(entry), coalesce(json_extract(entry, '$.subject.kind'), 'workspace'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN outcome TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.outcome'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN thread TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.thread'), NULL)) VIRTUAL;
  CREATE INDEX audit_by_thread ON audit (workspace, thread, sequence) WHERE thread IS NOT NULL;
  CREATE INDEX audit_by_opening ON audit (workspace, opening, sequence, environment, place, actor, kind, outcome, at);
  `,
  `
  -- is_over: 1 for a run that neither waits nor runs. Among thousands that do, those to be taken away are found without reading them all.
  ALTER TABLE records ADD COLUMN is_over INTEGER;
  UPDATE records SET is_over = 1
    WHERE kind = 'run' AND (removed = 1 OR CASE WHEN json_valid(record) THEN json_extract(record, '$.state.kind') IN ('ended', 'lapsed') ELSE 0 END);
  CREATE INDEX runs_over ON records (integration, began, id) WHERE kind = 'run' AND is_over = 1;
  `,
  `
  -- address: a member's, in lower case.
  ALTER TABLE records ADD COLUMN address TEXT;
  UPDATE records SET address = lower_case(json_extract(record, '$.email')) WHERE kind = 'member' AND json_valid(record);
  CREATE INDEX records_by_address ON records (workspace, address) WHERE address IS NOT NULL AND removed = 0;
  `,
  "CREATE INDEX runs_under_way ON records (parent, id) WHERE kind = 'run' AND is_over IS NULL;",
  `
  -- The log is asked by what was done, and from which device, too.
  DROP INDEX audit_by_opening;
  ALTER TABLE audit ADD COLUMN action TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.action'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN device TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.deviceName'), NULL)) VIRTUAL;
  CREATE INDEX audit_by_opening ON audit (workspace, opening, sequence, environment, place, actor, action, kind, device, outcome, at);
  `,
  `
  -- The log comes in the order of what was done, and on what, too. switched: what was applied as a switch, 1 or 0. The words are written anew.
  DROP INDEX audit_by_opening;
  ALTER TABLE audit ADD COLUMN subject TEXT GENERATED ALWAYS AS (iif(json_valid(entry), json_extract(entry, '$.subject.name'), NULL)) VIRTUAL;
  ALTER TABLE audit ADD COLUMN switched INTEGER GENERATED ALWAYS AS
    (iif(json_valid(entry), iif(json_extract(entry, '$.outcome') = 'applied', CASE json_type(entry, '$.after') WHEN 'true' THEN 1 WHEN 'false' THEN 0 END, NULL), NULL)) VIRTUAL;
  UPDATE audit SET words = ifnull(words_as_written(entry, sequence, previous, hash), words) WHERE json_valid(entry);
  CREATE INDEX audit_by_opening ON audit (workspace, opening, sequence, environment, place, actor, action, switched, kind, subject, device, outcome, at);
  `,
];

/**
 * Brings the file to the newest version, each step in a transaction of its own: a crash leaves the step
 * done or not (CASE-41).
 * @throws if a newer Latchkey wrote the file
 */
export function migrate(database: Database): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > migrations.length) {
    throw new Error(`${database.name} was written by a newer Latchkey (layout ${version}; this one knows ${migrations.length}): start that one`);
  }
  database.function('words_of', { deterministic: true }, (entry) => wordsIn(JSON.parse(String(entry)) as AuditEntry));
  // Null where somebody, or the disk, changed it: nothing is known of what it holds.
  database.function('words_as_written', { deterministic: true }, (entry, sequence, previous, hash) => {
    const written = entryOf({ sequence: Number(sequence), previous: String(previous), hash: String(hash), content: JSON.parse(String(entry)) });
    return written === null ? null : wordsIn(written);
  });
  // SQLite's own knows ASCII only.
  database.function('lower_case', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      database.exec(sql);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}
