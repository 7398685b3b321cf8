/** Until when a record may go on waiting: for the outside world, or for an answer. Pure; the store keeps it beside the row, to find what is overdue. */
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { Integration } from '@latchkey/shared/domain/integration';
import { Invitation } from '@latchkey/shared/domain/invitation';
import { patience } from '@latchkey/shared/domain/patience';
import { Run } from '@latchkey/shared/domain/run';
import * as v from 'valibot';
import type { Row } from '../store/store.ts';

const after = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

const Waiting = {
  appAccount: v.object({ operation: AppAccount.entries.operation }),
  appTeam: v.object({ operation: AppTeam.entries.operation }),
  run: v.object({ state: Run.entries.state }),
  invitation: v.object({ status: Invitation.entries.status, expiresAt: Invitation.entries.expiresAt }),
  integration: v.object({ checkRequested: Integration.entries.checkRequested, checked: Integration.entries.checked }),
} as const;

/** ISO 8601; null for what waits for nothing. */
export function deadlineOf({ kind, record }: Pick<Row, 'kind' | 'record'>): string | null {
  switch (kind) {
    case 'appAccount':
    case 'appTeam': {
      const found = v.safeParse(Waiting[kind], record);
      return found.success && found.output.operation?.state === 'queued' ? after(found.output.operation.at, patience.rest) : null;
    }
    case 'run': {
      const found = v.safeParse(Waiting.run, record);
      return found.success && found.output.state.kind === 'queued' ? after(found.output.state.at, patience.run) : null;
    }
    case 'invitation': {
      const found = v.safeParse(Waiting.invitation, record);
      return found.success && found.output.status === 'pending' ? found.output.expiresAt : null;
    }
    case 'integration': {
      const found = v.safeParse(Waiting.integration, record);
      const requested = found.success ? (found.output.checkRequested ?? null) : null;
      return !found.success || requested === null || found.output.checked?.requested === requested ? null : after(requested, patience.rest);
    }
    default:
      return null;
  }
}
