/** Importing connected users into an environment: all or nothing, in one commit (FILE-1). */
import type { ImportReport } from '@latchkey/shared/protocol/http';
import { project, type ChangeSet } from '../documents/projection.ts';
import { withProfile } from '../records/connected-users.ts';
import type { Reader, Row, Transaction } from '../store/store.ts';
import type { ParsedFile } from './csv.ts';
import type { Breathe } from './csv-rows.ts';

/** Errors in a report, at the most; `wrong` counts all. */
const SHOWN = 1_000;
const ROWS_AT_A_TIME = 500;

export interface Place {
  readonly workspace: string;
  readonly environment: string;
}

export interface Planned {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly changes: ChangeSet;
}

/**
 * Goes through the users of a file and, given a transaction, writes their rows.
 * @param put writes a row; for a dry run it does nothing
 * @param breathe lets other requests run, so that a hundred thousand rows keep nobody waiting but other writers
 */
export async function carryOut(
  reader: Reader,
  put: Transaction['putRow'],
  { workspace, environment }: Place,
  { users }: ParsedFile,
  fresh: { readonly id: () => string; readonly at: string },
  breathe: Breathe,
): Promise<Planned> {
  const changes: ChangeSet = new Map();
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (const [index, { externalId, profile }] of users.entries()) {
    if (index % ROWS_AT_A_TIME === 0) await breathe();
    const before: Row | undefined = await reader.rowByKey('connectedUser', environment, externalId);
    const after = withProfile(before, { workspace, environment, externalId }, profile, fresh);
    if (after === null) counts.unchanged += 1;
    else {
      await put(after);
      await project(changes, reader, before, after);
      counts[before === undefined ? 'created' : 'updated'] += 1;
    }
  }
  return { ...counts, changes };
}

/** What the importer is told. */
export const reportOf = (dryRun: boolean, { rows, errors }: ParsedFile, planned: Omit<Planned, 'changes'>): ImportReport => ({
  dryRun,
  accepted: errors.length === 0,
  rows,
  created: planned.created,
  updated: planned.updated,
  unchanged: planned.unchanged,
  wrong: errors.length,
  errors: errors.slice(0, SHOWN).map(({ row, field, message }) => ({ row, field, message })),
});
