/** Edits that ask for runs. Starting one is the outside world's: it waits as queued, and lapses after an hour. */
import * as v from 'valibot';
import { Run } from '../domain/run.ts';
import { Id } from '../domain/text.ts';
import type { Action, Place } from '../permissions.ts';
import { define, isThere, removedWins, type Target } from './definition.ts';
import { NewId } from './new-id.ts';
import { placeInEnvironment } from './place.ts';

const run = (args: { readonly run: string }) => ({ kind: 'run', id: args.run }) as const;
const start = (_: unknown, target: Target): { action: Action; place: Place } => ({ action: { kind: 'runs.start' }, place: placeInEnvironment(target) });

const isOff = (record: Target | null | undefined): boolean => isThere(record) && record.record['enabled'] === false;

export const runEdits = [
  define({
    name: 'activation.runNow',
    args: v.strictObject({ run: NewId, environment: Id, integration: Id, activation: Id }),
    target: run,
    element: () => ({ path: 'removed', value: false }),
    rule: removedWins,
    needs: start,
    creates: ({ environment, integration, activation }, { at }) => ({ environment, integration, activation, state: { kind: 'queued', at } }) satisfies Run,
    inverse: (args) => ({ name: 'run.setWithdrawn', args: { run: args.run, withdrawn: true } }),
    refersTo: (args) => [
      { kind: 'activation', id: args.activation },
      { kind: 'integration', id: args.integration },
    ],
    objects: (args, _, [activation, integration]) => {
      if (!isThere(activation) || activation.record['integration'] !== args.integration) return 'There is no such activation of this integration.';
      return isOff(activation) || isOff(integration) ? 'It is switched off: enable it first.' : null;
    },
  }),
  /** Cancels a run that was not started yet. */
  define({
    name: 'run.setWithdrawn',
    args: v.strictObject({ run: Id, withdrawn: v.boolean('must be true or false') }),
    target: run,
    element: (args) => ({ path: 'removed', value: args.withdrawn }),
    rule: removedWins,
    needs: start,
    objects: (_, { record }) => (v.parse(Run.entries.state, record['state']).kind === 'queued' ? null : 'This run was sent already: it can no longer be cancelled.'),
  }),
];
