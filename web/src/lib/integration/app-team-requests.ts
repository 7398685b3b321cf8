/** The edits of App teams, as they are asked for. */
import type { EditRequest } from '../../replica/client.ts';

/** An app team for a team of the workspace: whoever is in it has the access, with this role. */
export const addAppTeam = (environment: string, integration: string, name: string, role: string | null, team: string | null): EditRequest => ({
  name: 'appTeam.add',
  args: { appTeam: crypto.randomUUID(), environment, integration, name, role, team },
});
