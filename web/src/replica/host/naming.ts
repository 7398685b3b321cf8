/** What people call the records of an environment, from what is on this device. */
import { readDocumentName } from '@latchkey/shared/document/placement';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { activationName, recordName } from '@latchkey/shared/domain/record-name';
import { elementOf, pathOf } from '@latchkey/shared/edits/apply';
import type { MadeRequest } from '../client.ts';
import type { EditedWorld } from './edited.ts';
import { basesOf, environmentAt } from './readable.ts';

type Json = Readonly<Record<string, unknown>>;

/** A record that others refer to, as it shows here, or null: those that are open are asked first. */
export async function referredTo({ session, library, places }: EditedWorld, environment: string, kind: Kind, id: unknown): Promise<Json | null> {
  const readable = environmentAt(session(), environment);
  if (readable === null || typeof id !== 'string') return null;
  const isOpen = (document: string): boolean => library.opened(document) !== null;
  for (const document of basesOf(readable).toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)))) {
    const found = (await places.open(document, readable.environment)).shown(kind, id);
    if (found !== null) return found.record;
  }
  return null;
}

/** A record, by its name or, where it has none, by what it is of: `HubSpot → Northwind CRM, Roger Simon`. */
export async function calledHere(world: EditedWorld, environment: string, kind: Kind, record: Json | null): Promise<string> {
  const activation = kind === 'run' ? await referredTo(world, environment, 'activation', record?.['activation']) : kind === 'activation' ? record : null;
  if (activation === null) return recordName(kind, record);
  const integration = await referredTo(world, environment, 'integration', activation['integration']);
  return activationName(activation, integration, await referredTo(world, environment, 'connectedUser', activation['user']));
}

/** Arguments that name records which others refer to. */
const kinds: Readonly<Record<string, Kind>> = { user: 'connectedUser', activation: 'activation', connection: 'connection', member: 'member', team: 'team', integration: 'integration' };

/** What the ids among the arguments of an edit are called; those that are not known here are left out. */
export async function namesIn(world: EditedWorld, environment: string, { args, document }: MadeRequest): Promise<Readonly<Record<string, string>>> {
  const { kind, id: holder } = readDocumentName(document ?? '');
  const integration = args['integration'] ?? (kind === 'integration' ? holder : null);
  const names: Record<string, string> = {};
  for (const [argument, id] of Object.entries(args)) {
    const name = typeof id === 'string' ? await nameOfArgument(world, environment, { argument, id, integration }) : null;
    if (name !== null) names[String(id)] = name;
  }
  return names;
}

interface Argument {
  readonly argument: string;
  readonly id: string;
  /** That the edit is about, where it is about one. */
  readonly integration: unknown;
}

async function nameOfArgument(world: EditedWorld, environment: string, { argument, id, integration }: Argument): Promise<string | null> {
  if (argument === 'environment') return world.session().workspaces.flatMap(({ environments }) => environments).find((one) => one.id === id)?.name ?? null;
  if (argument === 'role') return roleName(await referredTo(world, environment, 'integration', integration), id);
  if (argument === 'target') return id.startsWith('group/') ? id.slice('group/'.length) : nameOfArgument(world, environment, { argument: 'integration', id: id.slice('integration/'.length), integration });
  const kind = kinds[argument];
  const record = kind === undefined ? null : await referredTo(world, environment, kind, id);
  return kind === undefined || record === null ? null : calledHere(world, environment, kind, record);
}

/** As the integration's catalogue calls it. */
function roleName(integration: Json | null, role: string): string | null {
  const name = elementOf(integration ?? {}, pathOf('roles', role, 'name'));
  return typeof name === 'string' ? name : null;
}
