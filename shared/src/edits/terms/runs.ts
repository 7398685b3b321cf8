/** On which terms runs are asked for. */
import * as v from 'valibot';
import { Run } from '../../domain/run.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import type { runEdits } from '../runs.ts';
import { removedWins } from './rules.ts';
import { isThere, type Mentioned, type Needs, type TermsOf } from './terms.ts';

const start = (_: unknown, target: Target): Needs => ({ action: { kind: 'runs.start' }, place: placeInEnvironment(target) });
const isOff = (record: Mentioned | null | undefined): boolean => isThere(record) && record.record['enabled'] === false;

/** One waiting run of an activation says all there is to say (RUN-4). */
const WAITS = 'A run of it is queued already: wait for it, or cancel it.';

export const runTerms: TermsOf<typeof runEdits> = {
  'activation.runNow': {
    rule: removedWins,
    needs: start,
    refersTo: (args) => [
      { kind: 'activation', id: args.activation },
      { kind: 'integration', id: args.integration },
    ],
    objects: (args, _, [activation, integration], { otherRunWaits }) => {
      if (!isThere(activation) || activation.record['integration'] !== args.integration) return 'There is no such activation of this integration.';
      if (isOff(activation) || isOff(integration)) return 'It is switched off: enable it first.';
      return otherRunWaits ? WAITS : null;
    },
  },
  'run.setWithdrawn': {
    rule: removedWins,
    needs: start,
    objects: ({ withdrawn }, { record }, _, { otherRunWaits }) => {
      if (v.parse(Run.entries.state, record['state']).kind !== 'queued') return 'This run was sent already: it can no longer be cancelled.';
      return !withdrawn && otherRunWaits ? WAITS : null;
    },
  },
};
