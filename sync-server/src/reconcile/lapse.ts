/** What has waited for too long lapses, visibly (RECON-4). */
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { Integration } from '@latchkey/shared/domain/integration';
import { Invitation } from '@latchkey/shared/domain/invitation';
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { Quarantined } from '../documents/library.ts';
import { commit } from '../records/commit.ts';
import { deadlineOf } from '../records/deadline.ts';
import { createRowWriter, systemEntry } from '../records/row-writer.ts';
import { invitationRow } from '../records/rows.ts';
import { withStatusOfRuns } from '../records/runs.ts';
import { CorruptRow, type Row } from '../store/store.ts';
import { LAPSED } from './plan.ts';
import type { World } from './world.ts';

type Name = Pick<Row, 'kind' | 'id'>;

/** Rows a transaction. */
const AT_ONCE = 200;

/** Lets everything lapse that is overdue by now. What is damaged is passed over until it is repaired. @returns how much lapsed */
export async function lapse(world: World): Promise<number> {
  const at = new Date(world.clock()).toISOString();
  const names = await world.store.read((reader) => reader.overdue(at));
  let total = 0;
  for (let from = 0; from < names.length; from += AT_ONCE) total += await lapseBesideDamage(world, names.slice(from, from + AT_ONCE), at);
  return total;
}

/** All in one transaction; where one of them is damaged, each in its own. */
async function lapseBesideDamage(world: World, names: readonly Name[], at: string): Promise<number> {
  try {
    return await lapseTogether(world, names, at);
  } catch (error) {
    if (!(error instanceof CorruptRow || error instanceof Quarantined)) throw error;
    if (names.length === 1) {
      // What is in quarantine was told of when it got there.
      if (error instanceof CorruptRow) world.library.damaged(error.document, error.message);
      return 0;
    }
    let total = 0;
    for (const name of names) total += await lapseBesideDamage(world, [name], at);
    return total;
  }
}

function lapseTogether(world: World, names: readonly Name[], at: string): Promise<number> {
  return commit(world, async (transaction) => {
    const writer = createRowWriter(transaction);
    let count = 0;
    for (const { kind, id } of names) {
      const row = await transaction.row(kind, id);
      if (row === undefined || !isOverdue(row, at)) continue;
      const { after, name, was } = lapsed(row, at);
      await writer.put(row, after);
      if (row.kind === 'run') {
        const activation = await transaction.row('activation', v.parse(Run, row.record).activation);
        if (activation !== undefined) await writer.put(activation, await withStatusOfRuns(transaction, activation, after));
      }
      await transaction.appendAudit(systemEntry(row, { at, action: `${row.kind}.lapse`, name, before: was, after: 'lapsed', detail: null }));
      count++;
    }
    return { changes: writer.changes, result: count };
  });
}

/** Whether it still waits: it may have been written since its name was read. */
function isOverdue(row: Row, at: string): boolean {
  const deadline = deadlineOf(row);
  return !row.removed && !row.orphaned && deadline !== null && deadline <= at;
}

/** The row after its time is over; `was` is what it waited for. */
function lapsed(row: Row, at: string): { readonly after: Row; readonly name: string; readonly was: string } {
  switch (row.kind) {
    case 'appAccount': {
      const account = v.parse(AppAccount, row.record);
      const operation = account.operation === null ? null : { ...account.operation, state: 'failed', reason: LAPSED, at, nextAttemptAt: null };
      return { after: { ...row, record: { ...account, operation } }, name: account.username, was: account.operation?.kind ?? '' };
    }
    case 'appTeam': {
      const team = v.parse(AppTeam, row.record);
      const operation = team.operation ? { ...team.operation, state: 'failed', reason: LAPSED, at, nextAttemptAt: null } : null;
      return { after: { ...row, record: { ...team, operation } }, name: team.name, was: team.operation?.kind ?? '' };
    }
    case 'run': {
      const run = v.parse(Run, row.record);
      const queuedAt = run.state.kind === 'queued' ? run.state.at : at;
      return { after: { ...row, record: { ...run, state: { kind: 'lapsed', queuedAt, at } } }, name: row.id, was: 'queued' };
    }
    case 'invitation': {
      const invitation = v.parse(Invitation, row.record);
      return { after: invitationRow(row.id, { ...invitation, status: 'expired' }), name: invitation.email, was: 'pending' };
    }
    case 'integration': {
      const integration = v.parse(Integration, row.record);
      const requested = integration.checkRequested ?? at;
      return { after: { ...row, record: { ...integration, checked: { requested, at, state: 'lapsed', reason: LAPSED } } }, name: integration.name, was: 'check for updates' };
    }
    default:
      throw new Error(`a ${row.kind} waits for nothing`);
  }
}
