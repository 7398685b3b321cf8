/** A page of an integration whose documents are not open: made of what is stored, with its unsaved edits, and forgotten (QUERY-7). */
import { readDocumentName } from '@latchkey/shared/document/placement';
import type { Page, PageQuery, RowOf } from '../client.ts';
import { IndexedRecords } from '../index/document-index.ts';
import type { IntegrationTableName } from '../integration-rows.ts';
import { IntegrationView } from './integration-view.ts';
import type { Places, PlacesWorld } from './places.ts';
import type { ReadableEnvironment } from './readable.ts';

export interface PeekWorld extends PlacesWorld, ReadableEnvironment {
  readonly places: Places;
}

/** @returns null where it is not on this device */
export async function peek(world: PeekWorld, table: IntegrationTableName, place: string, query: PageQuery): Promise<Page<RowOf<IntegrationTableName>> | null> {
  const { library, places, unsaved, environment, documents, collator, now } = world;
  if ((library.opened(place)?.known ?? null) !== null) return (await places.table(place, table)).page(query) as Page<RowOf<IntegrationTableName>>;
  const changes = await library.read(place);
  if (changes === null) return null;
  const [own, runs] = [new IndexedRecords(), new IndexedRecords()];
  own.apply(changes);
  for (const { kind, id, elements, state } of unsaved(place).values()) own.overlay(kind, id, elements, state);
  const base = (await places.base(place)).index;
  const invitations = documents.includes(environment) ? 'base' : 'own';
  const view = new IntegrationView({ base, own, runs, invitations }, { environment, integration: readDocumentName(place).id, collator, now });
  const page = (await view.table(table)).page(query);
  view.close();
  return page;
}
