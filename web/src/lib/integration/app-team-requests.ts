/** The edits of app teams, as they are asked for. */
import type { EditRequest } from '$replica/client.ts';
import type { AppTeamRow } from '$replica/integration-rows.ts';

export interface NewAppTeam {
  readonly name: string;
  readonly role: string | null;
  readonly team: string | null;
}
export const setAppTeamRole = (appTeam: string, role: string | null): EditRequest => ({ name: 'appTeam.setRole', args: { appTeam, role } });
export const setAppTeamTeam = (appTeam: string, team: string | null): EditRequest => ({ name: 'appTeam.setTeam', args: { appTeam, team } });
export const setAppTeamPresence = (appTeam: string, presence: 'present' | 'gone'): EditRequest => ({ name: 'appTeam.setPresence', args: { appTeam, presence } });
/** @param at the time of what is to be tried again */
export const retryAppTeam = (appTeam: string, at: string): EditRequest => ({ name: 'appTeam.retry', args: { appTeam, at } });
/** Of one that the app was not told of. */
export const removeAppTeam = (appTeam: string): EditRequest => ({ name: 'appTeam.setRemoved', args: { appTeam, removed: true } });

/** An app team that is to be there: a new one or, where one of that name was removed, that one again. @param known those that there are */
export function requestsForAppTeam(known: readonly AppTeamRow[], environment: string, integration: string, { name, role, team }: NewAppTeam): { readonly appTeam: string; readonly requests: readonly EditRequest[] } {
  const had = known.find((row) => row.name === name && !row.wanted);
  if (had === undefined) {
    const appTeam = crypto.randomUUID();
    return { appTeam, requests: [{ name: 'appTeam.add', args: { appTeam, environment, integration, name, role, team } }] };
  }
  const requests = [
    ...((had.role?.id ?? null) === role ? [] : [setAppTeamRole(had.id, role)]),
    ...((had.team?.id ?? null) === team ? [] : [setAppTeamTeam(had.id, team)]),
    setAppTeamPresence(had.id, 'present'),
  ];
  return { appTeam: had.id, requests };
}
