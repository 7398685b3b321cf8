/** Every record kind, with its schema and the root of a document in which it is kept. */
import type * as v from 'valibot';
import { Activation, ActivationStatus } from './activation.ts';
import { AppAccount, AppAccountStatus, AppTeam } from './app-account.ts';
import { ConnectedUser, ConnectedUserStatus } from './connected-user.ts';
import { Connection } from './connection.ts';
import { Device } from './device.ts';
import { Integration } from './integration.ts';
import { Invitation } from './invitation.ts';
import { Member, MemberStatus } from './member.ts';
import { Notice } from './notice.ts';
import { Run } from './run.ts';
import { Team } from './team.ts';
import { View } from './view.ts';

export const schemas = {
  member: Member,
  team: Team,
  invitation: Invitation,
  connectedUser: ConnectedUser,
  integration: Integration,
  activation: Activation,
  connection: Connection,
  appAccount: AppAccount,
  appTeam: AppTeam,
  run: Run,
  view: View,
  device: Device,
  notice: Notice,
} as const;

/** Kinds with fields that the server reports often; these live in a sibling root (DESIGN §4). */
export const statusSchemas = {
  member: MemberStatus,
  connectedUser: ConnectedUserStatus,
  activation: ActivationStatus,
  appAccount: AppAccountStatus,
} as const;

export type Kind = keyof typeof schemas;
export type RecordOf<K extends Kind> = v.InferOutput<(typeof schemas)[K]>;
export type StatusKind = keyof typeof statusSchemas;
export type StatusOf<K extends StatusKind> = v.InferOutput<(typeof statusSchemas)[K]>;

/** Every kind, listed rather than read off the schemas: the browser's workers come without those that they check nothing against. */
const listed: Readonly<Record<Kind, true>> = {
  member: true,
  team: true,
  invitation: true,
  connectedUser: true,
  integration: true,
  activation: true,
  connection: true,
  appAccount: true,
  appTeam: true,
  run: true,
  view: true,
  device: true,
  notice: true,
};
export const kinds = Object.keys(listed) as readonly Kind[];

const withStatus: Readonly<Record<StatusKind, true>> = { member: true, connectedUser: true, activation: true, appAccount: true };
export const hasStatus = (kind: Kind): kind is StatusKind => kind in withStatus;
