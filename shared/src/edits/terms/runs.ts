/** On which terms runs are asked for. */
import * as v from 'valibot';
import { Run } from '../../domain/run.ts';
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import type { runEdits } from '../runs.ts';
import { removedWins } from './rules.ts';
import { isThere, type Needs, type TermsOf } from './terms.ts';

const start = (_: unknown, target: Target): Needs => ({ action: { kind: 'runs.start' }, place: placeInEnvironment(target) });
const isOff = (record: Target | null | undefined): boolean => isThere(record) && record.record['enabled'] === false;

export const runTerms: TermsOf<typeof runEdits> = {
  'activation.runNow': {
    rule: removedWins,
    needs: start,
    refersTo: (args) => [
      { kind: 'activation', id: args.activation },
      { kind: 'integration', id: args.integration },
    ],
    objects: (args, _, [activation, integration]) => {
      if (!isThere(activation) || activation.record['integration'] !== args.integration) return 'There is no such activation of this integration.';
      return isOff(activation) || isOff(integration) ? 'It is switched off: enable it first.' : null;
    },
  },
  'run.setWithdrawn': {
    rule: removedWins,
    needs: start,
    objects: (_, { record }) => (v.parse(Run.entries.state, record['state']).kind === 'queued' ? null : 'This run was sent already: it can no longer be cancelled.'),
  },
};
