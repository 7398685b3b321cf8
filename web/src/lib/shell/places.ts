/** The places of the app, as far as they exist. */
import Settings from '@lucide/svelte/icons/settings';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';

export interface Place {
  readonly name: string;
  /** Where there is little room. */
  readonly short: string;
  readonly icon: Component<{ size?: number; 'aria-hidden'?: 'true' }>;
  readonly href: (environment: string | null) => string;
  /** Whether a path is of this place. */
  readonly holds: (path: string) => boolean;
  /** Which count of the overview stands beside it. */
  readonly counts: 'users' | null;
}

export const places: readonly Place[] = [
  {
    name: 'Connected users',
    short: 'Users',
    icon: Users,
    href: (environment) => (environment === null ? '/' : `/e/${environment}/users`),
    holds: (path) => /^\/e\/[^/]+\/users/.test(path),
    counts: 'users',
  },
];

export const settings: Place = {
  name: 'Settings',
  short: 'Settings',
  icon: Settings,
  href: () => '/settings',
  holds: (path) => path.startsWith('/settings'),
  counts: null,
};
