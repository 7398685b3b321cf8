/**
 * PRODUCT's table 'Who may do what', as data: what `can`, the edit desk, REST and the screens are tested against.
 * A cell of the table that says 'if given' or 'if allowed' is two rows here, one for each case.
 */
import type { Place } from '../permissions.ts';
import { integrationRights } from './integration-rights.ts';
import { peopleRights } from './people-rights.ts';
import { columns, type Column, type Condition, type PermissionRow, type Things } from './permission-row.ts';

export const permissionTable: readonly PermissionRow[] = [...integrationRights, ...peopleRights];

export const allows = ({ cells }: PermissionRow, column: Column): boolean => cells[columns.indexOf(column)] === 'y';

/**
 * What is offered to a column: for screens, which are told in PRODUCT's words. @param when what was given on top, or null
 * @throws if PRODUCT has no such row
 */
export function offers(right: string, column: Column, when: Condition | null = null): boolean {
  const row = permissionTable.find((each) => each.right === right && each.when === when);
  if (row === undefined) throw new Error(`PRODUCT's table has no row '${right}'`);
  return allows(row, column);
}

/** The place that the question of a row is about. */
export const placeOf = ({ at }: PermissionRow, { workspace, environment, integration, group }: Things): Place => ({
  workspace,
  environment: at === 'workspace' ? null : environment,
  integration: at === 'integration' ? integration : null,
  group: at === 'integration' ? group : null,
});
