/** What a document holds, as people would call it. */
import { readDocumentName } from '@latchkey/shared/document/placement';
import type { Workspace } from '$lib/state/app.svelte.ts';
import type { Overview } from '$replica/environment-rows.ts';

/** @param overview of the environment at hand: integrations of others have no name here */
export function documentName(document: string, workspace: Workspace, overview: Overview | null): string {
  const { kind, id } = readDocumentName(document);
  const integration = overview?.integrations.find((found) => found.id === id)?.record.name ?? 'an integration';
  switch (kind) {
    case 'environment':
      return workspace.environments.find((environment) => environment.id === id)?.name ?? 'an environment';
    case 'integration':
      return `App users and app teams of ${integration}`;
    case 'runs':
      return `Runs of ${integration}`;
    case 'scoped':
      return `${integration}, for those who reach only that`;
    case 'own':
      return 'What is one member’s own';
  }
}
