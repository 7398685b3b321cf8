/** Edits of a member's own notices. */
import * as v from 'valibot';
import { Id } from '../domain/text.ts';
import { pathOf } from './apply.ts';
import { define } from './definition.ts';

export const noticeEdits = {
  'notice.dismiss': define({
    args: v.strictObject({ notice: Id }),
    target: (args) => ({ kind: 'notice', id: args.notice }),
    element: () => ({ path: 'removed', value: true }),
  }),
  /** One of the edits that it tells of has been seen to. */
  'notice.settle': define({
    args: v.strictObject({ notice: Id, edit: Id }),
    target: (args) => ({ kind: 'notice', id: args.notice }),
    element: (args) => ({ path: pathOf('settled', args.edit), value: true }),
  }),
};
