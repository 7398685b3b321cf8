/** What people call the records of an environment, from what is on this device. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import { activationName, recordName } from '@latchkey/shared/domain/record-name';
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
