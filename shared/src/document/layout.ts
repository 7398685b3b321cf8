/** How a document is laid out (SPEC: DOC): root maps named for the record kind, record id → one JSON text. */
import type { Kind, StatusKind } from '../domain/kinds.ts';

/** Raised when the layout changes, or what is placed where; a server migrates by raising the epoch (DOC-5). */
export const LAYOUT = 2;

/** The root with `version`, `epoch` and `layout`. */
export const META = 'meta';

export const roots: Readonly<Record<Kind, string>> = {
  member: 'members',
  team: 'teams',
  invitation: 'invitations',
  connectedUser: 'users',
  integration: 'integrations',
  activation: 'activations',
  connection: 'connections',
  appAccount: 'accounts',
  appTeam: 'appTeams',
  run: 'runs',
  view: 'views',
  device: 'devices',
  notice: 'notices',
};

/** Fields that the server reports often live beside their record, so that one of them costs tens of bytes. */
export const statusRoots: Readonly<Record<StatusKind, string>> = {
  member: 'members.status',
  connectedUser: 'users.status',
  activation: 'activations.status',
  appAccount: 'accounts.status',
};
