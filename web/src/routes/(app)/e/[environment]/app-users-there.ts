/** In which integrations app users are of some statuses. Pure. */
import type { AccountStatus } from '@latchkey/shared/domain/app-account-status';
import type { Page } from '$replica/client.ts';
import type { IntegrationLink } from '$replica/environment-rows.ts';

export interface AppUsersThere {
  readonly integration: IntegrationLink;
  readonly count: number;
  /** The filter that shows them. */
  readonly query: string;
}

type Status = NonNullable<AccountStatus>;

export const failures: readonly Status[] = ['Invite failed', 'Update failed', 'Deprovisioning failed'];
export const underWay: readonly Status[] = ['Inviting', 'Awaiting update', 'Awaiting deprovisioning'];
export const unmatched: readonly Status[] = ['Unmatched user'];

/** The most first. @param list a page of app users of each integration, with its counts */
export function appUsersThere(list: readonly { readonly integration: IntegrationLink; readonly found: Pick<Page<unknown>, 'counts'> }[], statuses: readonly Status[]): readonly AppUsersThere[] {
  const query = new URLSearchParams(statuses.map((status) => ['status', status])).toString();
  return list
    .map(({ integration, found }) => ({ integration, count: statuses.reduce((sum, status) => sum + (found.counts['status']?.[status] ?? 0), 0), query }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

export const sumOf = (there: readonly AppUsersThere[]): number => there.reduce((sum, { count }) => sum + count, 0);
