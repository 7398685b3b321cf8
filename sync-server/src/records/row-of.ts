/** The row of a record that an edit makes or changes: its key and parent follow from the record. */
import { AppAccount } from '@latchkey/shared/domain/app-account';
import { AppTeam } from '@latchkey/shared/domain/app-team';
import { Invitation } from '@latchkey/shared/domain/invitation';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { Run } from '@latchkey/shared/domain/run';
import { Team } from '@latchkey/shared/domain/team';
import { View } from '@latchkey/shared/domain/view';
import * as v from 'valibot';
import type { Json, Row } from '../store/store.ts';
import { appAccountRow, appTeamRow, invitationRow, runRow, teamRow, viewRow } from './rows.ts';

/** @throws if the record does not fit its schema, or no edit creates records of that kind */
export function rowOf(kind: Kind, id: string, workspace: string, record: Json): Row {
  switch (kind) {
    case 'team':
      return teamRow(id, v.parse(Team, record));
    case 'invitation':
      return invitationRow(id, v.parse(Invitation, record));
    case 'appAccount':
      return appAccountRow(workspace, id, v.parse(AppAccount, record), { lastUsedAt: null });
    case 'appTeam':
      return appTeamRow(workspace, id, v.parse(AppTeam, record));
    case 'run':
      return runRow(workspace, id, v.parse(Run, record));
    case 'view':
      return viewRow(workspace, id, v.parse(View, record));
    default:
      throw new Error(`no edit creates a record of the kind '${kind}'`);
  }
}
