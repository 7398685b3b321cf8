/** Edits that ask for runs. Starting one is the outside world's: it waits as queued, and lapses after an hour. */
import * as v from 'valibot';
import type { Run } from '../domain/run.ts';
import { Id } from '../domain/text.ts';
import { NewId, OnOff } from './arguments.ts';
import { define } from './definition.ts';

const run = (args: { readonly run: string }) => ({ kind: 'run', id: args.run }) as const;

export const runEdits = {
  'activation.runNow': define({
    args: v.strictObject({ run: NewId, environment: Id, integration: Id, activation: Id }),
    target: run,
    element: () => ({ path: 'removed', value: false }),
    creates: ({ environment, integration, activation }, { at }) => ({ environment, integration, activation, state: { kind: 'queued', at } }) satisfies Run,
    inverse: (args) => ({ name: 'run.setWithdrawn', args: { run: args.run, withdrawn: true } }),
  }),
  /** Cancels a run that was not started yet. */
  'run.setWithdrawn': define({
    args: v.strictObject({ run: Id, withdrawn: OnOff }),
    target: run,
    element: (args) => ({ path: 'removed', value: args.withdrawn }),
  }),
};
