/** What the ids of an edit that did not stand are called, and those of what stands in its place. */
import type { Replica } from '$replica/client.ts';
import { withValue } from '../state/edited-elements.ts';
import type { Trouble } from '../state/trouble.ts';
import type { Names } from './edits.ts';

/** @param here the environment on screen: that of edits which are of the whole workspace */
export async function namesOf(replica: Pick<Replica, 'names'>, { request, outcome, environment }: Trouble, here: string): Promise<Names> {
  const requests = outcome.kind === 'superseded' ? [request, withValue(request, outcome.stands)] : [request];
  const names = await replica.names(environment || here, requests);
  return Object.assign({}, ...names) as Names;
}
