/** On which terms notices are edited. */
import type { noticeEdits } from '../notices.ts';
import { placeInWorkspace } from '../place.ts';
import { removedWins } from './rules.ts';
import type { TermsOf } from './terms.ts';

export const noticeTerms: TermsOf<typeof noticeEdits> = {
  'notice.dismiss': {
    rule: removedWins,
    needs: (_, target) => ({ action: { kind: 'notifications.own', member: String(target.record['member']) }, place: placeInWorkspace(target) }),
  },
};
