/** Edits of integrations, their activations, and the connections they use. */
import * as v from 'valibot';
import { Id, Instant, Name } from '../domain/text.ts';
import { define, latestWins, offWins, removedWins } from './definition.ts';
import { placeInEnvironment } from './place.ts';

export const integrationEdits = [
  define({
    name: 'integration.setEnabled',
    args: v.strictObject({ integration: Id, enabled: v.boolean('must be true or false') }),
    target: (args) => ({ kind: 'integration', id: args.integration }),
    element: (args) => ({ path: 'enabled', value: args.enabled }),
    rule: offWins,
    needs: (_, target) => ({ action: { kind: 'activations.manage' }, place: placeInEnvironment(target) }),
  }),
  /** Asks the app for its accounts and teams. `at`: when it was asked for; null: not, after all. */
  define({
    name: 'integration.checkForUpdates',
    args: v.strictObject({ integration: Id, at: v.nullable(Instant) }),
    target: (args) => ({ kind: 'integration', id: args.integration }),
    element: (args) => ({ path: 'checkRequested', value: args.at, unset: null }),
    rule: latestWins,
    needs: (_, target) => ({ action: { kind: 'appUsers.manage' }, place: placeInEnvironment(target) }),
  }),
  define({
    name: 'activation.setEnabled',
    args: v.strictObject({ activation: Id, enabled: v.boolean('must be true or false') }),
    target: (args) => ({ kind: 'activation', id: args.activation }),
    element: (args) => ({ path: 'enabled', value: args.enabled }),
    rule: offWins,
    needs: (_, target) => ({ action: { kind: 'activations.manage' }, place: placeInEnvironment(target) }),
  }),
  define({
    name: 'connection.rename',
    args: v.strictObject({ connection: Id, name: Name }),
    target: (args) => ({ kind: 'connection', id: args.connection }),
    element: (args) => ({ path: 'name', value: args.name }),
    rule: latestWins,
    needs: (_, target) => ({ action: { kind: 'connections.manage' }, place: placeInEnvironment(target) }),
  }),
  define({
    name: 'connection.setRemoved',
    args: v.strictObject({ connection: Id, removed: v.boolean('must be true or false') }),
    target: (args) => ({ kind: 'connection', id: args.connection }),
    element: (args) => ({ path: 'removed', value: args.removed }),
    rule: removedWins,
    needs: (_, target) => ({ action: { kind: 'connections.manage' }, place: placeInEnvironment(target) }),
  }),
];
