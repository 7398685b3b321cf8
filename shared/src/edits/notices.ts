/** Edits of a member's own notices. */
import * as v from 'valibot';
import { Id } from '../domain/text.ts';
import { define, removedWins } from './definition.ts';
import { placeInWorkspace } from './place.ts';

export const noticeEdits = [
  define({
    name: 'notice.dismiss',
    args: v.strictObject({ notice: Id }),
    target: (args) => ({ kind: 'notice', id: args.notice }),
    element: () => ({ path: 'removed', value: true }),
    rule: removedWins,
    needs: (_, target) => ({ action: { kind: 'notifications.own', member: String(target.record['member']) }, place: placeInWorkspace(target) }),
  }),
];
