/** Who may read which document (PERM-7, SYNC-8): asked before an upgrade, at every download, and after rights changed. */
import { integrationDocument, readDocumentName, runsDocument, scopedDocument, type DocumentKind } from '@latchkey/shared/document/placement';
import { Member } from '@latchkey/shared/domain/member';
import { Team } from '@latchkey/shared/domain/team';
import { actorOf, can, type Actor, type Place } from '@latchkey/shared/permissions';
import * as v from 'valibot';
import type { Reader, Row } from '../store/store.ts';
import { offerOf } from './surroundings.ts';

/** A document, as far as it matters to who may read it. */
export interface Whereabouts {
  readonly kind: DocumentKind;
  /** Whose it is, where it is a member's own. */
  readonly owner: string | null;
  readonly place: Place;
}

/** Where a document is, or null where there is none of that name. That of an integration stays when that is removed, for nobody to read. */
export async function whereaboutsOf(reader: Reader, document: string): Promise<Whereabouts | null> {
  const { kind, id } = readDocumentName(document);
  switch (kind) {
    case 'own': {
      const row = await reader.row('member', id);
      return row === undefined ? null : { kind, owner: id, place: { workspace: row.workspace, environment: null, integration: null, group: null } };
    }
    case 'environment': {
      const workspace = (await reader.environment(id))?.['workspace'];
      return typeof workspace !== 'string' ? null : { kind, owner: null, place: { workspace, environment: id, integration: null, group: null } };
    }
    case 'integration':
    case 'scoped':
    case 'runs': {
      const row = await reader.row('integration', id);
      return row === undefined ? null : { kind, owner: null, place: placeOfIntegration(row) };
    }
  }
}

/** Where an integration is, for the question of rights. @throws if the row is none */
export function placeOfIntegration(row: Row): Place {
  const { environment, group } = offerOf(row);
  return { workspace: row.workspace, environment, integration: row.removed ? null : row.id, group };
}

/** The workspace that a document belongs to, or null where there is no such document. */
export const workspaceOfDocument = async (reader: Reader, document: string): Promise<string | null> =>
  (await whereaboutsOf(reader, document))?.place.workspace ?? null;

/** The actor that a row of kind `member` makes, with what teams give. @param teams rows of kind `team`, of the same workspace */
export const actorOfRow = (row: Row, teams: readonly Row[]): Actor =>
  actorOf(row.id, v.parse(Member, row.record), teams.map(({ record }) => v.parse(Team, record)));

/** The same, where the teams are still to be read. A damaged one gives nothing until it is repaired (CASE-39). */
export const actorFor = async (reader: Reader, row: Row): Promise<Actor> => actorOfRow(row, await reader.soundRows('team', row.workspace));

/** Whether an actor may read what is there: `can` decides for all but their own. */
export function mayReadAt(actor: Actor, { kind, owner, place }: Whereabouts): boolean {
  const may = (action: 'environment.read' | 'integration.read' | 'runs.view'): boolean => can(actor, { kind: action }, place) === null;
  switch (kind) {
    case 'own':
      return actor.enabled && actor.workspace === place.workspace && owner === actor.member;
    case 'environment':
      return may('environment.read');
    case 'integration':
      return place.integration !== null && may('integration.read');
    case 'scoped':
      // Who may read the environment has all of it from there.
      return place.integration !== null && may('integration.read') && !may('environment.read');
    case 'runs':
      return place.integration !== null && may('runs.view');
  }
}

/** Whether an actor may read a document. */
export async function mayRead(reader: Reader, actor: Actor, document: string): Promise<boolean> {
  const at = await whereaboutsOf(reader, document);
  return at !== null && mayReadAt(actor, at);
}

/** The documents of an environment that an actor may read. @param integrations rows of kind `integration`, of that environment */
export function readableIn(actor: Actor, environment: string, integrations: readonly Row[]): readonly string[] {
  const place = { workspace: actor.workspace, environment, integration: null, group: null };
  const own = mayReadAt(actor, { kind: 'environment', owner: null, place }) ? [environment] : [];
  const theirs = integrations.flatMap((row) => {
    const names = { integration: integrationDocument(row.id), scoped: scopedDocument(row.id), runs: runsDocument(row.id) };
    const at = placeOfIntegration(row);
    return (['integration', 'scoped', 'runs'] as const).filter((kind) => mayReadAt(actor, { kind, owner: null, place: at })).map((kind) => names[kind]);
  });
  return [...own, ...theirs];
}

/** The membership through which a person may read a document, or null: then it is a 404, whether it exists or not. */
export async function membershipFor(reader: Reader, user: string, document: string): Promise<Row | null> {
  const at = await whereaboutsOf(reader, document);
  const row = at === null ? undefined : await membershipIn(reader, user, at.place.workspace);
  return at !== null && row !== undefined && mayReadAt(await actorFor(reader, row), at) ? row : null;
}

/** How someone who follows a document now stands to it: `gone` is removed or disabled, `elsewhere` may read, but not this. */
export async function standingOf(reader: Reader, user: string, document: string): Promise<'reads' | 'elsewhere' | 'gone'> {
  const at = await whereaboutsOf(reader, document);
  const row = at === null ? undefined : await membershipIn(reader, user, at.place.workspace);
  if (at === null || row === undefined) return 'gone';
  const actor = await actorFor(reader, row);
  return !actor.enabled ? 'gone' : mayReadAt(actor, at) ? 'reads' : 'elsewhere';
}

async function membershipIn(reader: Reader, user: string, workspace: string): Promise<Row | undefined> {
  return (await reader.membersOfUser(user)).find((row) => row.workspace === workspace);
}
