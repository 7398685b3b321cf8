/** On which terms runs are asked for. */
import * as v from 'valibot';
import { Activation } from '../../domain/activation.ts';
import { Run } from '../../domain/run.ts';
import { RUN_WAITS, switchesOff, whyNotRun } from '../../domain/running.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import type { runEdits } from '../runs.ts';
import { removedWins } from './rules.ts';
import { isThere, type Mentioned, type Needs, type TermsOf } from './terms.ts';

const start = (_: unknown, target: Target): Needs => ({ action: { kind: 'runs.start' }, place: placeInEnvironment(target) });
const isOff = (record: Mentioned | null | undefined): boolean => isThere(record) && record.record['enabled'] === false;

export const runTerms: TermsOf<typeof runEdits> = {
  'activation.runNow': {
    rule: removedWins,
    needs: start,
    refersTo: (args) => [
      { kind: 'activation', id: args.activation },
      { kind: 'integration', id: args.integration },
    ],
    objects: (args, _, [activation, integration], { run }) => {
      if (!isThere(activation) || activation.record['integration'] !== args.integration) return 'There is no such activation of this integration.';
      return whyNotRun(switchesOff(v.parse(Activation, activation.record), !isOff(integration), run?.userOn ?? true), run?.otherWaits ?? false);
    },
  },
  'run.setWithdrawn': {
    rule: removedWins,
    needs: start,
    objects: ({ withdrawn }, { record }, _, { run }) => {
      if (v.parse(Run.entries.state, record['state']).kind !== 'queued') return 'This run was sent already: it can no longer be cancelled.';
      return !withdrawn && run?.otherWaits === true ? RUN_WAITS : null;
    },
  },
};
