/** Edits of saved views: shared with the environment, or private to their author. */
import * as v from 'valibot';
import { NewName } from '../domain/new-name.ts';
import { Id } from '../domain/text.ts';
import { View } from '../domain/view.ts';
import { NewId, OnOff } from './arguments.ts';
import { define } from './definition.ts';

const view = (args: { readonly view: string }) => ({ kind: 'view', id: args.view }) as const;

export const viewEdits = {
  'view.save': define({
    args: v.strictObject({ view: NewId, environment: Id, screen: Id, name: NewName, query: View.entries.query, shared: OnOff }),
    target: view,
    element: () => ({ path: 'removed', value: false }),
    creates: ({ environment, screen, name, query, shared }, { member }) => ({ environment, member: shared ? null : member, screen, name, query }) satisfies View,
    inverse: (args) => ({ name: 'view.setRemoved', args: { view: args.view, removed: true } }),
  }),
  'view.rename': define({
    args: v.strictObject({ view: Id, name: NewName }),
    target: view,
    element: (args) => ({ path: 'name', value: args.name }),
  }),
  'view.setQuery': define({
    args: v.strictObject({ view: Id, query: View.entries.query }),
    target: view,
    element: (args) => ({ path: 'query', value: args.query }),
  }),
  'view.setRemoved': define({
    args: v.strictObject({ view: Id, removed: OnOff }),
    target: view,
    element: (args) => ({ path: 'removed', value: args.removed }),
  }),
};
