/** Edits of integrations, their activations, and the connections they use. */
import * as v from 'valibot';
import { NewName } from '../domain/new-name.ts';
import { Id, Instant } from '../domain/text.ts';
import { OnOff } from './arguments.ts';
import { define } from './definition.ts';

export const integrationEdits = {
  'integration.setEnabled': define({
    args: v.strictObject({ integration: Id, enabled: OnOff }),
    target: (args) => ({ kind: 'integration', id: args.integration }),
    element: (args) => ({ path: 'enabled', value: args.enabled }),
  }),
  /** Asks the app for its accounts and teams. `at`: when it was asked for; null: not, after all. */
  'integration.checkForUpdates': define({
    args: v.strictObject({ integration: Id, at: v.nullable(Instant) }),
    target: (args) => ({ kind: 'integration', id: args.integration }),
    element: (args) => ({ path: 'checkRequested', value: args.at, unset: null }),
  }),
  'activation.setEnabled': define({
    args: v.strictObject({ activation: Id, enabled: OnOff }),
    target: (args) => ({ kind: 'activation', id: args.activation }),
    element: (args) => ({ path: 'enabled', value: args.enabled }),
  }),
  'connection.rename': define({
    args: v.strictObject({ connection: Id, name: NewName }),
    target: (args) => ({ kind: 'connection', id: args.connection }),
    element: (args) => ({ path: 'name', value: args.name }),
  }),
  'connection.setRemoved': define({
    args: v.strictObject({ connection: Id, removed: OnOff }),
    target: (args) => ({ kind: 'connection', id: args.connection }),
    element: (args) => ({ path: 'removed', value: args.removed }),
  }),
};
