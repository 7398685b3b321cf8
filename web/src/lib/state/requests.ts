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
