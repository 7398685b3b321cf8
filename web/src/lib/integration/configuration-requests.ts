/** The edits of what an integration is, as they are asked for. */
import type { Integration } from '@latchkey/shared/domain/integration';
import type { EditRequest } from '$replica/client.ts';

/** What is configured, field by field: the paths of the elements. */
export interface Configuration {
  readonly name: string;
  readonly 'flow/name': string;
  readonly 'flow/url': string | null;
  readonly 'configuration/id': string;
  readonly 'configuration/name': string;
  readonly sharing: Integration['sharing'];
  readonly teamWord: Integration['teamWord'];
}

export const configurationOf = ({ name, flow, configuration, sharing, teamWord }: Integration): Configuration => ({
  ...{ name, sharing, teamWord },
  ...{ 'flow/name': flow.name, 'flow/url': flow.url, 'configuration/id': configuration.id, 'configuration/name': configuration.name },
});

/** One edit for each field that becomes other (EDIT-3). */
export const configure = (integration: string, was: Configuration, is: Configuration): readonly EditRequest[] =>
  (Object.keys(is) as (keyof Configuration)[]).filter((field) => is[field] !== was[field]).map((field) => ({ name: 'integration.configure', args: { integration, field, value: is[field] } }));

export const setGroup = (integration: string, group: string | null): EditRequest => ({ name: 'integration.setGroup', args: { integration, group } });
export const addRole = (integration: string, role: string, name: string): EditRequest => ({ name: 'integration.addRole', args: { integration, role, name } });
export const configureRole = (integration: string, role: string, field: 'name' | 'description', value: string | null): EditRequest => ({ name: 'integration.configureRole', args: { integration, role, field, value } });
export const setRoleOffered = (integration: string, role: string, on: boolean): EditRequest => ({ name: 'integration.setRoleOffered', args: { integration, role, on } });
