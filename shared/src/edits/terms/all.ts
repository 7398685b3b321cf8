/** The terms of every edit, by name. */
import { appAccountTerms } from './app-accounts.ts';
import { appTeamTerms } from './app-teams.ts';
import { configurationTerms } from './configuration.ts';
import { connectedUserTerms } from './connected-users.ts';
import { integrationTerms } from './integrations.ts';
import { invitationTerms } from './invitations.ts';
import { memberTerms } from './members.ts';
import { noticeTerms } from './notices.ts';
import { runTerms } from './runs.ts';
import { teamTerms } from './teams.ts';
import { viewTerms } from './views.ts';
import type { Terms } from './terms.ts';

const all = {
  ...connectedUserTerms,
  ...integrationTerms,
  ...configurationTerms,
  ...runTerms,
  ...appAccountTerms,
  ...appTeamTerms,
  ...memberTerms,
  ...teamTerms,
  ...invitationTerms,
  ...viewTerms,
  ...noticeTerms,
};

/** @throws if there is no edit of that name: it was parsed before (EDIT-2) */
export function termsOf(name: string): Terms {
  const terms = byName.get(name);
  if (terms === undefined) throw new Error(`there is no edit called '${name}'`);
  return terms;
}

/** The arguments were checked against the schema of the same edit. */
const byName: ReadonlyMap<string, Terms> = new Map(Object.entries(all) as unknown as readonly (readonly [string, Terms])[]);
