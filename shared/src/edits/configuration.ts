/** Edits of what an integration is: its names, its flow, how it is shared, and the catalogue of its roles. Which app it is for stays as it is. */
import * as v from 'valibot';
import { Integration } from '../domain/integration.ts';
import { NewName } from '../domain/new-name.ts';
import { Id } from '../domain/text.ts';
import { pathOf } from './apply.ts';
import { OnOff } from './arguments.ts';
import { define } from './definition.ts';

const { flow, configuration, sharing, teamWord } = Integration.entries;
const integration = (args: { readonly integration: string }) => ({ kind: 'integration', id: args.integration }) as const;
const field = <const Field extends string, Value extends v.GenericSchema<unknown, string | null>>(name: Field, value: Value) =>
  v.strictObject({ integration: Id, field: v.literal(name), value });
const roleField = <const Field extends string, Value extends v.GenericSchema<unknown, string | null>>(name: Field, value: Value) =>
  v.strictObject({ integration: Id, role: Id, field: v.literal(name), value });

export const configurationEdits = {
  /** `field` is the path of the element. */
  'integration.configure': define({
    args: v.variant('field', [
      field('name', NewName),
      field('flow/name', NewName),
      field('flow/url', flow.entries.url),
      field('configuration/id', configuration.entries.id),
      field('configuration/name', NewName),
      field('sharing', sharing),
      field('teamWord', teamWord),
    ]),
    target: integration,
    element: (args) => ({ path: args.field, value: args.value }),
  }),
  /** Rights to runs are given on groups: who is in one is decided by who gives those. */
  'integration.setGroup': define({
    args: v.strictObject({ integration: Id, group: v.nullable(NewName) }),
    target: integration,
    element: (args) => ({ path: 'group', value: args.group }),
  }),
  'integration.addRole': define({
    args: v.strictObject({ integration: Id, role: Id, name: NewName }),
    target: integration,
    element: (args) => ({ path: pathOf('roles', args.role, 'name'), value: args.name }),
    inverse: (args) => ({ name: 'integration.setRoleOffered', args: { integration: args.integration, role: args.role, on: false } }),
  }),
  'integration.configureRole': define({
    args: v.variant('field', [roleField('name', NewName), roleField('description', v.nullable(NewName))]),
    target: integration,
    element: (args) => ({ path: pathOf('roles', args.role, args.field), value: args.value }),
  }),
  /** A role that is no longer offered is not given any more; who has it keeps it. */
  'integration.setRoleOffered': define({
    args: v.strictObject({ integration: Id, role: Id, on: OnOff }),
    target: integration,
    element: (args) => ({ path: pathOf('roles', args.role, 'offered'), value: args.on, unset: true }),
  }),
};
