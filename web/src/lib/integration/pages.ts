/** The pages of an integration, in their order, and the ways to them. */
import type { Here } from '$lib/state/place.svelte.ts';

export interface IntegrationPage {
  readonly name: string;
  readonly href: string;
}

const pages = [
  ['Access', 'access'],
  ['App users', 'app-users'],
  ['App teams', 'app-teams'],
  ['Activations', 'activations'],
  ['Runs', 'runs'],
  ['Connections', 'connections'],
  ['Settings', 'settings'],
] as const;

/** Where the integrations are listed: who may see single ones only has those at home. */
export const listHref = (here: Here, environment: string): string => `/e/${environment}${here.can({ kind: 'environment.read' }) === null ? '/integrations' : ''}`;

/** Where one of them is shown: in that list or, for who may see single ones only, on its own pages. */
export const integrationHref = (here: Here, environment: string, integration: string): string =>
  here.can({ kind: 'environment.read' }) === null ? `/e/${environment}/integrations?integration=${encodeURIComponent(integration)}` : `/e/${environment}/integrations/${integration}`;

export const pagesOf = (environment: string, integration: string): readonly IntegrationPage[] =>
  pages.map(([name, path]) => ({ name, href: `/e/${environment}/integrations/${integration}/${path}` }));
