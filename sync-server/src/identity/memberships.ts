/** What a signed-in person is, workspace by workspace. */
import { createHash } from 'node:crypto';
import { ownDocument } from '@latchkey/shared/document/placement';
import { Environment, Workspace } from '@latchkey/shared/domain/workspace';
import type { Actor } from '@latchkey/shared/permissions';
import type { Session } from '@latchkey/shared/protocol/http';
import * as v from 'valibot';
import { actorFor, readableIn } from '../documents/access.ts';
import type { Reader } from '../store/store.ts';

export interface Membership {
  readonly id: string;
  readonly name: string;
  readonly actor: Actor;
}

/** The memberships that hold: neither removed nor disabled. */
export async function membershipsOf(reader: Reader, user: string): Promise<readonly Membership[]> {
  const rows = await reader.membersOfUser(user);
  const memberships = await Promise.all(rows.map(async (row) => ({ id: row.id, name: String(row.record['name']), actor: await actorFor(reader, row) })));
  return memberships.filter(({ actor }) => actor.enabled);
}

/** The membership in a workspace, or null. */
export const membershipIn = async (reader: Reader, user: string, workspace: string): Promise<Membership | null> =>
  (await membershipsOf(reader, user)).find(({ actor }) => actor.workspace === workspace) ?? null;

/** All that the shell of the app needs to know of a person's workspaces, by their names, to start offline. */
export async function workspacesOf(reader: Reader, user: string): Promise<Session['workspaces']> {
  const workspaces = await Promise.all(
    (await membershipsOf(reader, user)).map(async ({ id, actor }) => {
      const { name, membersMayInvite, silentDays } = v.parse(Workspace, await reader.workspace(actor.workspace));
      const quarantined = new Set((await reader.quarantined(actor.workspace)).map((document) => document.id));
      const readable = [];
      for (const { id: environment, record } of await reader.environments(actor.workspace)) {
        const offered = await reader.soundRows('integration', environment);
        const documents = readableIn(actor, environment, offered);
        const { name, isProduction } = v.parse(Environment, record);
        const damaged = documents.filter((document) => quarantined.has(document));
        if (documents.length > 0) readable.push({ id: environment, name, isProduction, documents: [...documents], ...(damaged.length === 0 ? {} : { damaged }) });
      }
      const { level, environments, integrations, runs, enabled } = actor;
      return {
        id: actor.workspace,
        name,
        membersMayInvite,
        silentDays,
        member: { id, level, environments: { ...environments }, integrations: { ...integrations }, runs: { ...runs }, enabled },
        environments: readable,
        own: ownDocument(id),
      };
    }),
  );
  return workspaces.sort((a, b) => a.name.localeCompare(b.name));
}

/** A short text that changes whenever anything of {@link workspacesOf} does. */
export const rightsOf = (workspaces: Session['workspaces']): string =>
  createHash('sha256').update(JSON.stringify(workspaces)).digest('base64url').slice(0, 16);
