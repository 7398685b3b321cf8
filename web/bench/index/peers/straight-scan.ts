/** The straight scan: rows lie sorted in every order; each is looked at, counted for the page and for the facets. The cheapest test goes first. */
import { wordsOf } from '@latchkey/shared/domain/fold';
import type { Question, UserSort } from '../question.ts';
import type { Answer, Peer, PeerRow } from './peer.ts';

const add = (counts: Map<string, number>, label: string): unknown => counts.set(label, (counts.get(label) ?? 0) + 1);

export function straightScan(rows: readonly PeerRow[], sorts: readonly UserSort[]): Peer {
  const orders = new Map(sorts.map((by) => [by, [...rows].sort((a, b) => a.rank[by] - b.rank[by])]));
  const answer = (query: Question): Answer => {
    const { status, integrations, disabled, createdFrom, createdTo, sort, page, pageSize } = query;
    const words = wordsOf(query.search);
    const order = orders.get(sort.by) ?? [];
    const facets = { status: new Map<string, number>(), integrations: new Map<string, number>(), disabled: new Map<string, number>() };
    const first = (page - 1) * pageSize;
    const ids: string[] = [];
    let count = 0;
    for (let i = 0; i < order.length; i++) {
      const row = order[sort.descending ? order.length - 1 - i : i];
      if (row === undefined) continue;
      if (createdFrom !== null && row.createdAt < createdFrom) continue;
      if (createdTo !== null && row.createdAt > createdTo) continue;
      // A facet leaves its own filter aside, so a row that one filter alone keeps out still counts there.
      const ofStatus = status.length === 0 || status.includes(row.status);
      const ofIntegration = integrations.length === 0 || integrations.some((id) => row.integrations.includes(id));
      const ofDisabled = disabled === null || row.enabled !== disabled;
      if (Number(ofStatus) + Number(ofIntegration) + Number(ofDisabled) < 2) continue;
      if (!words.every((word) => row.folded.includes(word))) continue;
      if (ofIntegration && ofDisabled) add(facets.status, row.status);
      if (ofStatus && ofDisabled) for (const id of row.integrations) add(facets.integrations, id);
      if (ofStatus && ofIntegration) add(facets.disabled, row.enabled ? 'no' : 'yes');
      if (!ofStatus || !ofIntegration || !ofDisabled) continue;
      if (count >= first && ids.length < pageSize) ids.push(row.id);
      count++;
    }
    return { ids, count };
  };
  return { name: 'straight scan', answer };
}
