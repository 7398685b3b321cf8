/** Settings of a workspace. They need the server: a new environment is a new document, and its name is in everyone's session. */
import * as v from 'valibot';
import { NewName } from '../domain/new-name.ts';
import { SilentDays } from '../domain/workspace.ts';

/** `PATCH /api/workspaces/{workspace}`, 204; what is absent stays. */
export const WorkspaceChange = v.strictObject({
  name: v.optional(NewName),
  membersMayInvite: v.optional(v.boolean('must be true or false')),
  silentDays: v.optional(SilentDays),
});
export type WorkspaceChange = v.InferOutput<typeof WorkspaceChange>;

const isProduction = v.optional(v.boolean('must be true or false'));

/** `POST /api/workspaces/{workspace}/environments`, 201 with its id. */
export const NewEnvironment = v.strictObject({ name: NewName, isProduction });
/** `PATCH /api/workspaces/{workspace}/environments/{environment}`, 204; what is absent stays. */
export const EnvironmentChange = v.strictObject({ name: v.optional(NewName), isProduction });
export const MadeEnvironment = v.object({ id: v.string() });
export type MadeEnvironment = v.InferOutput<typeof MadeEnvironment>;

/** `GET /api/workspaces/{workspace}/damaged`: its documents that are not served, and what was found (DOC-7). */
export const DamagedDocuments = v.object({ documents: v.array(v.object({ id: v.string(), why: v.string() })) });
export type DamagedDocuments = v.InferOutput<typeof DamagedDocuments>;
