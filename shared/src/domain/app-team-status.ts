/** The status of an app team: derived as that of an app account is, never typed in. Pure; without schemas, for the browser. */
import { progress, removers, type Explanation } from './app-account-status.ts';
import { teamNeedOf, teamOperationOf, type Team, type TeamNeed } from './app-team-need.ts';

/** In order of precedence: of those that hold, the first is shown. */
export const teamStatuses = ['Removal failed', 'Update failed', 'Adding failed', 'Awaiting removal', 'Awaiting update', 'Adding', 'Removed'] as const;
/** Null: desired and reported agree, and there is nothing to say. */
export type TeamStatus = (typeof teamStatuses)[number] | null;

const failed: Readonly<Record<TeamNeed, TeamStatus>> = { remove: 'Removal failed', update: 'Update failed', create: 'Adding failed' };
const waiting: Readonly<Record<TeamNeed, TeamStatus>> = { remove: 'Awaiting removal', update: 'Awaiting update', create: 'Adding' };

function* statusesThatHold(team: Team): Generator<TeamStatus> {
  const operation = teamOperationOf(team);
  if (operation !== null) yield (operation.state === 'failed' ? failed : waiting)[operation.kind];
  const need = teamNeedOf(team);
  if (need !== null) yield waiting[need];
  if (team.reported?.presence === 'removed') yield 'Removed';
}

export function teamStatusOf(team: Team): TeamStatus {
  const holding = new Set(statusesThatHold(team));
  return teamStatuses.find((status) => holding.has(status)) ?? null;
}

/** Why the status is what it is. */
export function explainTeamStatus(team: Team): Explanation<TeamStatus> {
  const { reported } = team;
  const operation = teamOperationOf(team);
  const status = teamStatusOf(team);
  const at = operation?.at ?? null;
  const say = (reason: string, more: Partial<Explanation<TeamStatus>> = {}): Explanation<TeamStatus> => ({ status, reason, at: null, failed: false, nextAttemptAt: null, until: null, retry: null, ...more });
  switch (status) {
    case 'Removal failed':
    case 'Update failed':
    case 'Adding failed':
      return say(operation?.reason ?? 'The app did not say why.', { failed: true, at, nextAttemptAt: operation?.nextAttemptAt ?? null, retry: at });
    case 'Awaiting removal':
      return say(`It is being taken out of the app: ${progress(operation)}.`, { at });
    case 'Awaiting update':
      return say(`The other role is on its way to the app: ${progress(operation)}.`, { at });
    case 'Adding':
      return say(`It is being added to the app: ${progress(operation)}.`, { at });
    case 'Removed':
      return reported?.presence === 'removed'
        ? say(`It was removed from the app by ${removers[reported.by]}.`, { at: reported.at, retry: team.presence === 'gone' ? null : reported.at })
        : say('It is gone from the app.');
    case null:
      return say('The app has what is wanted; there is nothing to do.');
  }
}
