/** The table of the activations of one integration (PRODUCT: Integrations). */
import type { ActivationDetail, ActivationRow } from '../../environment-rows.ts';
import type { LazySource } from '../lazy-table.ts';
import type { UserSources } from '../user-views.ts';
import { activations } from './activations.ts';

/** @param integration its id */
export function ownActivations(sources: UserSources, integration: string): LazySource<ActivationRow, ActivationDetail> {
  const all = activations(sources);
  const isOwn = (at: number): boolean => sources.activations.get(at)?.subject === sources.records.of('integration').ids.find(integration);
  return {
    ...all,
    row: (at) => (isOwn(at) ? all.row(at) : null),
    detail: (at) => (isOwn(at) ? all.detail(at) : null),
  };
}
