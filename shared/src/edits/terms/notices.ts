/** On which terms notices are edited. */
import type { Target } from '../definition.ts';
import type { noticeEdits } from '../notices.ts';
import { placeInWorkspace } from '../place.ts';
import { latestWins, removedWins } from './rules.ts';
import type { Needs, TermsOf } from './terms.ts';

const own = (_: unknown, target: Target): Needs => ({ action: { kind: 'notifications.own', member: String(target.record['member']) }, place: placeInWorkspace(target) });

export const noticeTerms: TermsOf<typeof noticeEdits> = {
  'notice.dismiss': { rule: removedWins, needs: own },
  'notice.settle': { rule: latestWins, needs: own },
};
