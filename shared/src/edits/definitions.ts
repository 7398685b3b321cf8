/** Every edit there is, by name. A new edit is one definition in its area's file. */
import { appAccountEdits } from './app-accounts.ts';
import { appTeamEdits } from './app-teams.ts';
import { connectedUserEdits } from './connected-users.ts';
import type { Definition } from './definition.ts';
import { integrationEdits } from './integrations.ts';
import { invitationEdits } from './invitations.ts';
import { memberEdits } from './members.ts';
import { noticeEdits } from './notices.ts';
import { runEdits } from './runs.ts';
import { teamEdits } from './teams.ts';
import { viewEdits } from './views.ts';

const all: readonly Definition[] = [
  ...connectedUserEdits,
  ...integrationEdits,
  ...runEdits,
  ...appAccountEdits,
  ...appTeamEdits,
  ...memberEdits,
  ...teamEdits,
  ...invitationEdits,
  ...viewEdits,
  ...noticeEdits,
];

export const definitions: ReadonlyMap<string, Definition> = new Map(all.map((definition) => [definition.name, definition]));
