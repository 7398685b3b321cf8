/** Edits of connected users. */
import * as v from 'valibot';
import { Id } from '../domain/text.ts';
import type { Place } from '../permissions.ts';
import { define, offWins, removedWins, type Target } from './definition.ts';
import { placeInEnvironment } from './place.ts';

const user = (args: { readonly user: string }) => ({ kind: 'connectedUser', id: args.user }) as const;
const manage = (_: unknown, target: Target): { action: { kind: 'connectedUsers.manage' }; place: Place } => ({
  action: { kind: 'connectedUsers.manage' },
  place: placeInEnvironment(target),
});

export const connectedUserEdits = [
  define({
    name: 'connectedUser.setEnabled',
    args: v.strictObject({ user: Id, enabled: v.boolean('must be true or false') }),
    target: user,
    element: (args) => ({ path: 'enabled', value: args.enabled }),
    rule: offWins,
    needs: manage,
  }),
  define({
    name: 'connectedUser.setRemoved',
    args: v.strictObject({ user: Id, removed: v.boolean('must be true or false') }),
    target: user,
    element: (args) => ({ path: 'removed', value: args.removed }),
    rule: removedWins,
    needs: manage,
  }),
];
