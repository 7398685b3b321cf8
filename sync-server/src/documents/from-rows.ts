/** All that shows in a document, from the rows: what documents are made of, and made anew (DOC-1). */
import { placementsOf, readDocumentName, type Surroundings } from '@latchkey/shared/document/placement';
import type { Change } from '@latchkey/shared/document/records';
import type { Reader, Row } from '../store/store.ts';
import { connectionsUsedBy } from './connections-used.ts';
import { allOf, pagesOf, pagesOfIntegration } from './pages.ts';
import { entriesOf } from './projection.ts';
import { offerOf, unsurrounded } from './surroundings.ts';
import { usersHaving } from './users-having.ts';

/** The entries of a document, a few hundred at a time. */
export async function* entriesFromRows(reader: Reader, document: string, workspace: string): AsyncGenerator<readonly Change[]> {
  for await (const { rows, surroundings } of candidatesFor(reader, document, workspace)) {
    yield rows.flatMap((row) => entriesOf(row, document, placementsOf(row.kind, row.id, row.record, surroundings).get(document)));
  }
}

/** Rows among which are all that show in the document, with what of their surroundings decides whether they do. */
interface Candidates {
  readonly rows: readonly Row[];
  readonly surroundings: Surroundings;
}

async function* candidatesFor(reader: Reader, document: string, workspace: string): AsyncGenerator<Candidates> {
  const { kind, id } = readDocumentName(document);
  switch (kind) {
    case 'own':
      yield { rows: (await reader.children(id)).filter(({ orphaned, removed }) => !orphaned && !removed), surroundings: unsurrounded };
      return;
    case 'environment':
      return yield* ofEnvironment(reader, id, workspace);
    case 'integration':
    case 'scoped':
    case 'runs': {
      const integration = await reader.row('integration', id);
      if (integration === undefined || integration.removed) return;
      const surroundings = { ...unsurrounded, integrations: [offerOf(integration)] };
      if (kind === 'integration') {
        yield* surrounded(surroundings, pagesOf(reader, 'invitation', workspace));
        for (const theirs of ['appAccount', 'appTeam'] as const) yield* surrounded(unsurrounded, pagesOfIntegration(reader, theirs, id));
      } else if (kind === 'runs') {
        yield* surrounded(unsurrounded, pagesOfIntegration(reader, 'run', id));
      } else {
        yield { rows: [integration], surroundings: unsurrounded };
        for (const people of ['member', 'team'] as const) yield* surrounded(surroundings, pagesOf(reader, people, workspace));
        yield* surrounded(unsurrounded, pagesOfIntegration(reader, 'activation', id));
        const used = { ...unsurrounded, usedBy: [id] };
        yield* surrounded(used, usersHaving(reader, integration));
        yield* surrounded(used, connectionsUsedBy(reader, integration));
      }
    }
  }
}

async function* ofEnvironment(reader: Reader, environment: string, workspace: string): AsyncGenerator<Candidates> {
  const here = { ...unsurrounded, environments: [environment] };
  const integrations = (await allOf(pagesOf(reader, 'integration', environment))).map(offerOf);
  for (const kind of ['member', 'team'] as const) yield* surrounded(here, pagesOf(reader, kind, workspace));
  yield* surrounded({ ...here, integrations }, pagesOf(reader, 'invitation', workspace));
  for (const kind of ['integration', 'connectedUser', 'activation', 'connection', 'view'] as const) yield* surrounded(unsurrounded, pagesOf(reader, kind, environment));
}

async function* surrounded(surroundings: Surroundings, pages: AsyncGenerator<readonly Row[]>): AsyncGenerator<Candidates> {
  for await (const rows of pages) yield { rows, surroundings };
}
