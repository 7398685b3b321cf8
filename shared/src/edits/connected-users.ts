/** Edits of connected users. */
import * as v from 'valibot';
import { Id } from '../domain/text.ts';
import { OnOff } from './arguments.ts';
import { define } from './definition.ts';

const user = (args: { readonly user: string }) => ({ kind: 'connectedUser', id: args.user }) as const;

export const connectedUserEdits = {
  'connectedUser.setEnabled': define({
    args: v.strictObject({ user: Id, enabled: OnOff }),
    target: user,
    element: (args) => ({ path: 'enabled', value: args.enabled }),
  }),
  'connectedUser.setRemoved': define({
    args: v.strictObject({ user: Id, removed: OnOff }),
    target: user,
    element: (args) => ({ path: 'removed', value: args.removed }),
  }),
};
