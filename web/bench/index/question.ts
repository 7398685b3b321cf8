/** A question about the connected users, as the workload makes it and every peer reads it. */
import type { Condition, PageQuery } from '../../src/replica/client.ts';
import type { ConnectionStatus } from '../../src/replica/environment-rows.ts';

export type UserSort = 'status' | 'externalId' | 'name' | 'email' | 'integrations' | 'created';

export interface Question {
  readonly search: string;
  /** Empty: any. */
  readonly status: readonly ConnectionStatus[];
  /** Integration ids; empty: any. */
  readonly integrations: readonly string[];
  /** Milliseconds since 1970, inclusive; null: open. */
  readonly createdFrom: number | null;
  readonly createdTo: number | null;
  /** Null: both. */
  readonly disabled: boolean | null;
  readonly sort: { readonly by: UserSort; readonly descending: boolean };
  readonly page: number;
  readonly pageSize: number;
}

/** The same in the words of the index. */
export function asked({ search, status, integrations, createdFrom, createdTo, disabled, sort, page, pageSize }: Question): PageQuery {
  const filters: Record<string, Condition> = {};
  if (status.length > 0) filters['status'] = { kind: 'any', of: status };
  if (integrations.length > 0) filters['integrations'] = { kind: 'any', of: integrations };
  if (createdFrom !== null || createdTo !== null) filters['created'] = { kind: 'between', from: createdFrom, to: createdTo };
  if (disabled !== null) filters['disabled'] = { kind: 'any', of: [disabled ? 'yes' : 'no'] };
  return { search, filters, sort, page, size: pageSize };
}
