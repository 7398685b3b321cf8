/** Every edit there is, by name. A new edit is one definition in its area's file, and its terms in that of `terms/`. */
import { appAccountEdits } from './app-accounts.ts';
import { appTeamEdits } from './app-teams.ts';
import { configurationEdits } from './configuration.ts';
import { connectedUserEdits } from './connected-users.ts';
import { integrationEdits } from './integrations.ts';
import { invitationEdits } from './invitations.ts';
import { memberEdits } from './members.ts';
import { noticeEdits } from './notices.ts';
import { runEdits } from './runs.ts';
import { teamEdits } from './teams.ts';
import { viewEdits } from './views.ts';
import type { Definition } from './definition.ts';

const all = {
  ...connectedUserEdits,
  ...integrationEdits,
  ...configurationEdits,
  ...runEdits,
  ...appAccountEdits,
  ...appTeamEdits,
  ...memberEdits,
  ...teamEdits,
  ...invitationEdits,
  ...viewEdits,
  ...noticeEdits,
};

/** The parser has checked the arguments against the definition's own schema before it is asked anything. */
export const definitions: ReadonlyMap<string, Definition> = new Map(Object.entries(all) as unknown as readonly (readonly [string, Definition])[]);
