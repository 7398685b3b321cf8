/** Every kind of record. Without their schemas: the workers of the browser check nothing against those. */
import type * as v from 'valibot';
import type { schemas, statusSchemas } from './schemas.ts';

export type Kind = keyof typeof schemas;
export type RecordOf<K extends Kind> = v.InferOutput<(typeof schemas)[K]>;
export type StatusKind = keyof typeof statusSchemas;
export type StatusOf<K extends StatusKind> = v.InferOutput<(typeof statusSchemas)[K]>;

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
