/** Edits of a member's own notices. */
import * as v from 'valibot';
import { Id } from '../domain/text.ts';
import { define } from './definition.ts';

export const noticeEdits = {
  'notice.dismiss': define({
    args: v.strictObject({ notice: Id }),
    target: (args) => ({ kind: 'notice', id: args.notice }),
    element: () => ({ path: 'removed', value: true }),
  }),
};
