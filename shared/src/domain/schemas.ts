/** The schema of every kind of record. */
import { Activation, ActivationStatus } from './activation.ts';
import { AppAccount, AppAccountStatus } from './app-account.ts';
import { AppTeam } from './app-team.ts';
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
