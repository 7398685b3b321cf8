/** The places of the app, as far as they exist. */
import Activity from '@lucide/svelte/icons/activity';
import House from '@lucide/svelte/icons/house';
import Link from '@lucide/svelte/icons/link-2';
import Plug from '@lucide/svelte/icons/plug';
import Settings from '@lucide/svelte/icons/settings';
import Shield from '@lucide/svelte/icons/shield';
import Users from '@lucide/svelte/icons/users';
import UsersRound from '@lucide/svelte/icons/users-round';
import type { Action } from '@latchkey/shared/permissions';
import type { Component } from 'svelte';
import type { Here } from '$lib/state/place.svelte.ts';
import type { Overview } from '$replica/environment-rows.ts';

export interface Place {
  readonly name: string;
  /** Where there is little room. */
  readonly short: string;
  readonly icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  readonly href: (environment: string | null) => string;
  /** Whether a path is of this place. */
  readonly holds: (path: string) => boolean;
  /** The count that stands beside it. */
  readonly count: (overview: Overview) => number | null;
  /** How many of them are broken, and the filter that shows those. */
  readonly broken: ((overview: Overview) => { readonly count: number; readonly word: string; readonly query: string }) | null;
  /** Whether it is one of the few under the thumb of a phone. */
  readonly near: boolean;
  /** What one has to be allowed to see the place at all; null: nothing. */
  readonly needs: Action | null;
}

const inEnvironment = (path: string): Pick<Place, 'href' | 'holds' | 'broken' | 'needs'> => ({
  href: (environment) => (environment === null ? '/' : `/e/${environment}${path}`),
  holds: (at) => new RegExp(`^/e/[^/]+${path === '' ? '/?$' : path}`).test(at),
  broken: null,
  needs: { kind: 'environment.read' },
});

const all: readonly Place[] = [
  { name: 'Home', short: 'Home', icon: House, ...inEnvironment(''), count: () => null, near: true, needs: null },
  { name: 'Connected users', short: 'Users', icon: Users, ...inEnvironment('/users'), count: ({ users }) => users, near: true },
  { name: 'Integrations', short: 'Integrations', icon: Plug, ...inEnvironment('/integrations'), count: ({ integrations }) => integrations.length, near: true },
  {
    name: 'Connections',
    short: 'Connections',
    icon: Link,
    ...inEnvironment('/connections'),
    count: ({ connections }) => connections,
    broken: ({ invalidConnections }) => ({ count: invalidConnections, word: 'invalid', query: '?status=invalid' }),
    near: false,
  },
  { name: 'Members', short: 'Members', icon: Shield, ...inEnvironment('/members'), count: ({ members }) => members, near: true },
  { name: 'Teams', short: 'Teams', icon: UsersRound, ...inEnvironment('/teams'), count: ({ teams }) => teams, near: false },
  { name: 'Activity', short: 'Activity', icon: Activity, ...inEnvironment('/activity'), count: () => null, near: false, needs: { kind: 'activity.read' } },
];

/** The pages that every environment has, the more particular ones first. */
const alike = ['/integrations/activations', '/members/invitations', ...all.map(({ href }) => href('').slice('/e/'.length)).filter((path) => path !== '')];

/** The same page of another environment; its home for one that is about something in this one, or may not be seen there. */
export function elsewhere(here: Here, path: string, environment: string): string {
  const at = /^\/e\/[^/]+(\/.*)?$/.exec(path)?.[1] ?? '';
  const page = alike.find((one) => at === one || at.startsWith(`${one}/`));
  const needs = all.find(({ holds }) => holds(path))?.needs ?? null;
  return `/e/${environment}${page === undefined || (needs !== null && here.can(needs, null, environment) !== null) ? '' : page}`;
}

/** Those that the person may see here. */
export const placesFor = (here: Here): readonly Place[] => all.filter(({ needs }) => needs === null || here.can(needs) === null);

export const settings: Place = {
  name: 'Settings',
  short: 'Settings',
  icon: Settings,
  href: () => '/settings',
  holds: (path) => path.startsWith('/settings'),
  count: () => null,
  broken: null,
  near: false,
  needs: null,
};
