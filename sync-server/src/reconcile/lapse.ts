/** What has waited for too long lapses, visibly (RECON-4). */
import { ActivationStatus } from '@latchkey/shared/domain/activation';
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { Integration } from '@latchkey/shared/domain/integration';
import { Invitation } from '@latchkey/shared/domain/invitation';
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import { commit } from '../records/commit.ts';
import { createRowWriter, systemEntry } from '../records/row-writer.ts';
import { invitationRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { LAPSED } from './plan.ts';
import type { World } from './world.ts';

/** Rows a transaction. */
const AT_ONCE = 200;

/** Lets everything lapse that is overdue by now. @returns how much */
export async function lapse(world: World): Promise<number> {
  const at = new Date(world.clock()).toISOString();
  for (let total = 0; ; ) {
    const lapsed = await lapseSome(world, at);
    total += lapsed;
    if (lapsed < AT_ONCE) return total;
  }
}

async function lapseSome(world: World, at: string): Promise<number> {
  if ((await world.store.read((reader) => reader.overdue(at, 1))).length === 0) return 0;
  return commit(world, async (transaction) => {
    const writer = createRowWriter(transaction);
    const rows = await transaction.overdue(at, AT_ONCE);
    for (const row of rows) {
      const { after, name, was } = lapsed(row, at);
      await writer.put(row, after);
      if (row.kind === 'run') {
        const activation = await transaction.row('activation', v.parse(Run, row.record).activation);
        if (activation !== undefined) {
          const status = v.parse(ActivationStatus, activation.status ?? { latestRun: null, inFlight: null });
          await writer.put(activation, { ...activation, status: { ...status, inFlight: status.inFlight === 'queued' ? null : status.inFlight } });
        }
      }
      await transaction.appendAudit(systemEntry(row, { at, action: `${row.kind}.lapse`, name, before: was, after: 'lapsed', detail: null }));
    }
    return { changes: writer.changes, result: rows.length };
  });
}

/** The row after its time is over; `was` is what it waited for. */
function lapsed(row: Row, at: string): { readonly after: Row; readonly name: string; readonly was: string } {
  switch (row.kind) {
    case 'appAccount': {
      const account = v.parse(AppAccount, row.record);
      const operation = account.operation === null ? null : { ...account.operation, state: 'failed', reason: LAPSED, at, nextAttemptAt: null };
      return { after: { ...row, record: { ...account, operation } }, name: account.username, was: account.operation?.kind ?? '' };
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
