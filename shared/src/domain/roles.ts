/** Which roles of an integration's catalogue are given. Without schemas, for the browser. */
import type { Integration } from './integration.ts';

type Catalogue = Integration['roles'];

/** Whether a role is offered; null where the catalogue has none of that id. */
export function isOffered({ roles }: { readonly roles?: unknown }, role: string): boolean | null {
  const catalogue = (roles ?? {}) as Catalogue;
  return Object.hasOwn(catalogue, role) ? catalogue[role]?.offered !== false : null;
}

/** The roles that can be given, in the order of the catalogue. */
export const offeredRoles = (catalogue: Catalogue): readonly (readonly [id: string, role: Catalogue[string]])[] =>
  Object.entries(catalogue).filter(([, { offered }]) => offered !== false);
