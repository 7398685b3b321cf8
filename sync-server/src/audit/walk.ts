/** Walks the whole chain of a workspace (AUDIT-2), page by page: between two the event loop turns. */
import type { ActivityChain } from '@latchkey/shared/protocol/activity';
import { pause } from '../documents/pause.ts';
import type { Store } from '../store/store.ts';
import { brokenAt, type Link } from './chain.ts';

const PAGE = 500;

/** @returns what is found: the earliest break, where there are several */
export async function walkChain(store: Store, workspace: string): Promise<ActivityChain> {
  let [last, entries]: [Link | null, number] = [null, 0];
  for (;;) {
    const after: Link | null = last;
    const page: readonly Link[] = await store.read((reader) => reader.auditChain(workspace, { after: after?.sequence ?? 0, limit: PAGE }));
    entries += page.length;
    const broken = brokenAt(page, after);
    last = page.at(-1) ?? after;
    if (broken !== null || page.length < PAGE) return { entries, brokenAt: broken, last: last?.hash ?? null };
    await pause();
  }
}
