/** Rows page by page, so that nobody holds all of a large environment at once. */
import type { Kind } from '@latchkey/shared/domain/kinds';
import type { IntegrationKind, Page, Reader, Row } from '../store/store.ts';

/** Rows read at a time: a few milliseconds of work. */
const PAGE = 500;

/** The rows of a kind that show in documents. @param scope the environment, or the workspace for what has none */
export const pagesOf = (reader: Reader, kind: Kind, scope: string): AsyncGenerator<readonly Row[]> => pages((page) => reader.rows(kind, scope, page));

/** The rows of a kind that belong to an integration. */
export const pagesOfIntegration = (reader: Reader, kind: IntegrationKind, integration: string): AsyncGenerator<readonly Row[]> =>
  pages((page) => reader.rowsOfIntegration(kind, integration, page));

/** What all pages hold, for what is known to be small. */
export async function allOf<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

async function* pages(read: (page: Page) => Promise<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  for (let after: string | null = null; ; ) {
    const rows: readonly Row[] = await read({ after, limit: PAGE });
    yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? null;
  }
}
