/** Another way to answer the same questions. It gives ids and a count; the index gives rows and facets besides. */
import type { UserRow } from '../../../src/replica/environment-rows.ts';
import type { Question, UserSort } from '../question.ts';

export interface Answer {
  readonly ids: readonly string[];
  readonly count: number;
}

export interface Peer {
  readonly name: string;
  answer(query: Question): Answer | Promise<Answer>;
}

/** A row with all that a query needs worked out beforehand, which is in the peers' favour. */
export interface PeerRow {
  readonly id: string;
  readonly folded: string;
  readonly status: UserRow['status'];
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly integrations: readonly string[];
  /** Place in each ascending order: no peer has to know the viewer's language. */
  readonly rank: Readonly<Record<UserSort, number>>;
}
