/** Where a record is, for the question of rights. The desk adds `workspace`, which an environment belongs to. */
import type { Place } from '../permissions.ts';
import type { Target } from './definition.ts';

const textAt = (record: Readonly<Record<string, unknown>>, key: string): string | null => {
  const value = record[key];
  return typeof value === 'string' ? value : null;
};

/** `workspace` is '' where only the environment is known: see {@link withWorkspace}. */
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

/** Completes a place with the workspace of its environment, as found by whoever holds the environments. */
export const withWorkspace = (place: Place, workspace: string): Place => (place.workspace === '' ? { ...place, workspace } : place);
