/** What records are called, those that have no name of their own too: an activation, and a run of it. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import { activationName, recordName } from '@latchkey/shared/domain/record-name';
import { CorruptRow, type Reader, type Row } from '../store/store.ts';

/** The record alone, as a person would call it. */
export const nameOf = ({ kind, record }: Row): string => recordName(kind, record);

/** @param readsUsers whether whoever is told may know of connected users: else an activation is called by its integration alone (PERM-7) */
export async function fullNameOf(reader: Reader, row: Row, readsUsers = true): Promise<string> {
  if (row.kind !== 'run' && row.kind !== 'activation') return nameOf(row);
  const { activation, integration } = row.record;
  const of = row.kind === 'activation' ? row : await rowUnlessDamaged(reader, 'activation', activation);
  // An edit may ask for a run of what is elsewhere: that is refused, and not told of.
  if (of === undefined || of.workspace !== row.workspace || of.record['integration'] !== integration) return nameOf(row);
  const integrationRow = await rowUnlessDamaged(reader, 'integration', integration);
  const user = readsUsers ? await rowUnlessDamaged(reader, 'connectedUser', of.record['user']) : undefined;
  return activationName(of.record, integrationRow?.record ?? null, user?.record ?? null);
}

/** Damage is reported where the record is served or edited (DOC-7); what else there is has its name all the same. */
export async function rowUnlessDamaged(reader: Reader, kind: Kind, id: unknown): Promise<Row | undefined> {
  if (typeof id !== 'string') return undefined;
  try {
    return await reader.row(kind, id);
  } catch (error) {
    if (!(error instanceof CorruptRow)) throw error;
    return undefined;
  }
}
