/** Settings of a workspace. They need the server: a new environment is a new document, and its name is in everyone's session. */
import * as v from 'valibot';
import { Environment, Workspace } from '../domain/workspace.ts';

/** `PATCH /api/workspaces/{workspace}`, 204; what is absent stays. */
export const WorkspaceChange = v.strictObject({ name: v.optional(Workspace.entries.name), membersMayInvite: v.optional(v.boolean('must be true or false')) });

/** `POST /api/workspaces/{workspace}/environments`, 201 with its id; `PATCH …/environments/{environment}`, 204. */
export const EnvironmentName = v.strictObject({ name: Environment.entries.name });
export const MadeEnvironment = v.object({ id: v.string() });
export type MadeEnvironment = v.InferOutput<typeof MadeEnvironment>;
