/** Where a record is, for the question of rights. The desk completes what only the rows around it say. */
import type { Place } from '../permissions.ts';
import type { Target } from './definition.ts';

const textAt = (record: Readonly<Record<string, unknown>>, key: string): string | null => {
  const value = record[key];
  return typeof value === 'string' ? value : null;
};

/** `workspace` is '' where only the environment is known, and the group is not known: see {@link completed}. */
export const placeInEnvironment = (target: Target): Place => ({
  workspace: '',
  environment: textAt(target.record, 'environment'),
  integration: target.kind === 'integration' ? target.id : textAt(target.record, 'integration'),
  group: null,
});

export const placeInWorkspace = (target: Target): Place => ({
  workspace: textAt(target.record, 'workspace') ?? '',
  environment: null,
  integration: null,
  group: null,
});

/**
 * A place with what its definition could not know.
 * @param integration the record of the place's integration; null where there is none
 */
export const completed = (place: Place, workspace: string, integration: Readonly<Record<string, unknown>> | null): Place => ({
  workspace: place.workspace === '' ? workspace : place.workspace,
  environment: place.environment ?? (integration === null ? null : textAt(integration, 'environment')),
  integration: place.integration,
  group: integration === null ? null : textAt(integration, 'group'),
});
