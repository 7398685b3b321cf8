/** Edits of saved views: shared with the environment, or private to their author. */
import * as v from 'valibot';
import { Id, Name } from '../domain/text.ts';
import { View } from '../domain/view.ts';
import type { Action, Place } from '../permissions.ts';
import { define, latestWins, removedWins, type Target } from './definition.ts';
import { NewId } from './new-id.ts';
import { placeInEnvironment } from './place.ts';

const view = (args: { readonly view: string }) => ({ kind: 'view', id: args.view }) as const;

const keep = (_: unknown, target: Target): { action: Action; place: Place } => {
  const { member } = target.record;
  return { action: typeof member === 'string' ? { kind: 'views.own', member } : { kind: 'views.share' }, place: placeInEnvironment(target) };
};

export const viewEdits = [
  define({
    name: 'view.save',
    args: v.strictObject({ view: NewId, environment: Id, screen: Id, name: Name, query: View.entries.query, shared: v.boolean('must be true or false') }),
    target: view,
    element: () => ({ path: 'removed', value: false }),
    rule: removedWins,
    needs: keep,
    creates: ({ environment, screen, name, query, shared }, { member }) => ({ environment, member: shared ? null : member, screen, name, query }) satisfies View,
    inverse: (args) => ({ name: 'view.setRemoved', args: { view: args.view, removed: true } }),
  }),
  define({
    name: 'view.rename',
    args: v.strictObject({ view: Id, name: Name }),
    target: view,
    element: (args) => ({ path: 'name', value: args.name }),
    rule: latestWins,
    needs: keep,
  }),
  define({
    name: 'view.setQuery',
    args: v.strictObject({ view: Id, query: View.entries.query }),
    target: view,
    element: (args) => ({ path: 'query', value: args.query }),
    rule: latestWins,
    needs: keep,
  }),
  define({
    name: 'view.setRemoved',
    args: v.strictObject({ view: Id, removed: v.boolean('must be true or false') }),
    target: view,
    element: (args) => ({ path: 'removed', value: args.removed }),
    rule: removedWins,
    needs: keep,
  }),
];
