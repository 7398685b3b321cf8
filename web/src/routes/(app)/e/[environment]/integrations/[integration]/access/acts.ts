/** What can be done on the rows of Access, for the cells in which it is done. */
import { createContext } from 'svelte';
import type { Action } from '$lib/parts/action.ts';
import type { AccessRow } from '$replica/integration-rows.ts';

export interface AccessActs {
  /** Why a member's switch may not be turned over, or null. */
  readonly enableDenied: (row: AccessRow) => string | null;
  readonly enable: (row: AccessRow, on: boolean) => Promise<unknown>;
  readonly notifyDenied: (row: AccessRow) => string | null;
  readonly notify: (row: AccessRow, on: boolean) => Promise<unknown>;
  readonly actions: (row: AccessRow) => readonly Action[];
}

export const [useAccess, provideAccess] = createContext<AccessActs>();

/** What a row is called. */
export const nameOf = ({ name, email }: AccessRow): string => name ?? email;
