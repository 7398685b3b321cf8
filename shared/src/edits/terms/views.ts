/** On which terms saved views are edited. */
import type { Target } from '../definition.ts';
import { placeInEnvironment } from '../place.ts';
import type { viewEdits } from '../views.ts';
import { latestWins, removedWins } from './rules.ts';
import type { Needs, TermsOf } from './terms.ts';

const keep = (_: unknown, target: Target): Needs => {
  const { member } = target.record;
  return { action: typeof member === 'string' ? { kind: 'views.own', member } : { kind: 'views.share' }, place: placeInEnvironment(target) };
};

export const viewTerms: TermsOf<typeof viewEdits> = {
  'view.save': {
    rule: removedWins,
    needs: keep,
  },
  'view.rename': {
    rule: latestWins,
    needs: keep,
  },
  'view.setQuery': {
    rule: latestWins,
    needs: keep,
  },
  'view.setRemoved': {
    rule: removedWins,
    needs: keep,
  },
};
