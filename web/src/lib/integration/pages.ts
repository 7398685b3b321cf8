/** The pages of an integration, in their order. */

export interface IntegrationPage {
  readonly name: string;
  readonly href: string;
}

const pages = [
  ['Access', 'access'],
  ['App users', 'app-users'],
  ['App teams', 'app-teams'],
  ['Runs', 'runs'],
  ['Connections', 'connections'],
  ['Settings', 'settings'],
] as const;

export const pagesOf = (environment: string, integration: string): readonly IntegrationPage[] =>
  pages.map(([name, path]) => ({ name, href: `/e/${environment}/integrations/${integration}/${path}` }));
