/** The edits of the screens, as they are asked for. */
import type { EditRequest } from '$replica/client.ts';

export const setUserEnabled = (user: string, enabled: boolean): EditRequest => ({ name: 'connectedUser.setEnabled', args: { user, enabled } });
export const removeUser = (user: string): EditRequest => ({ name: 'connectedUser.setRemoved', args: { user, removed: true } });
export const setActivationEnabled = (activation: string, enabled: boolean): EditRequest => ({
  name: 'activation.setEnabled',
  args: { activation, enabled },
});
export const setIntegrationEnabled = (integration: string, enabled: boolean): EditRequest => ({
  name: 'integration.setEnabled',
  args: { integration, enabled },
});
export const renameConnection = (connection: string, name: string): EditRequest => ({ name: 'connection.rename', args: { connection, name } });
export const removeConnection = (connection: string): EditRequest => ({ name: 'connection.setRemoved', args: { connection, removed: true } });

/** Asks for one run; it waits until it can be sent. */
export const runNow = (environment: string, integration: string, activation: string): EditRequest => ({
  name: 'activation.runNow',
  args: { run: crypto.randomUUID(), environment, integration, activation },
});

/** @param query of its screen, see {@link import('$lib/table/address.ts').viewQuery} */
export const saveView = (environment: string, screen: string, name: string, query: string, shared: boolean): EditRequest => ({
  name: 'view.save',
  args: { view: crypto.randomUUID(), environment, screen, name, query, shared },
});
export const setViewQuery = (view: string, query: string): EditRequest => ({ name: 'view.setQuery', args: { view, query } });
export const renameView = (view: string, name: string): EditRequest => ({ name: 'view.rename', args: { view, name } });
export const removeView = (view: string): EditRequest => ({ name: 'view.setRemoved', args: { view, removed: true } });

/** Cancels a run that was not started yet. */
export const withdrawRun = (run: string): EditRequest => ({ name: 'run.setWithdrawn', args: { run, withdrawn: true } });

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
