/** The edits of app teams, as they are asked for. */
import type { EditRequest } from '$replica/client.ts';

export interface NewAppTeam {
  readonly name: string;
  readonly role: string | null;
  readonly team: string | null;
}
export const addAppTeam = (environment: string, integration: string, { name, role, team }: NewAppTeam): EditRequest => ({
  name: 'appTeam.add',
  args: { appTeam: crypto.randomUUID(), environment, integration, name, role, team },
});
export const setAppTeamRole = (appTeam: string, role: string | null): EditRequest => ({ name: 'appTeam.setRole', args: { appTeam, role } });
export const setAppTeamTeam = (appTeam: string, team: string | null): EditRequest => ({ name: 'appTeam.setTeam', args: { appTeam, team } });
export const removeAppTeam = (appTeam: string): EditRequest => ({ name: 'appTeam.setRemoved', args: { appTeam, removed: true } });
