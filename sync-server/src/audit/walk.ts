/** Walks the whole chain of a workspace (AUDIT-2), page by page: between two the event loop turns. */
import type { ActivityChain } from '@latchkey/shared/protocol/activity';
import { pause } from '../documents/pause.ts';
import type { Store } from '../store/store.ts';
import { brokenAt } from './chain.ts';

const PAGE = 500;

/** @returns what is found: the earliest break, where there are several */
export async function walkChain(store: Store, workspace: string): Promise<ActivityChain> {
  let [before, broken, entries]: [number | null, number | null, number] = [null, null, 0];
  let last: string | null = null;
  for (;;) {
    const page = await store.read((reader) => reader.audit(workspace, { before, limit: PAGE + 1 }));
    last ??= page[0]?.hash ?? null;
    // The oldest of a full page is only what the next one is held against.
    const [earlier, found] = page.length > PAGE ? [page.at(-1) ?? null, page.slice(0, -1)] : [null, page];
    broken = brokenAt(found.toReversed(), earlier) ?? broken;
    entries += found.length;
    if (earlier === null) return { entries, brokenAt: broken, last };
    before = earlier.sequence + 1;
    await pause();
  }
}
