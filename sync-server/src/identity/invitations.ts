/** What becomes of an invitation that is answered by its link: the rules, under the lock that commits them (CASE-20). */
import { Environment, Workspace } from '@latchkey/shared/domain/workspace';
import { Integration } from '@latchkey/shared/domain/integration';
import { Invitation } from '@latchkey/shared/domain/invitation';
import type { ScopedLevel } from '@latchkey/shared/domain/levels';
import { Member } from '@latchkey/shared/domain/member';
import { scopedRank, workspaceRank } from '@latchkey/shared/domain/ranks';
import { ownDocument } from '@latchkey/shared/document/placement';
import { completed } from '@latchkey/shared/edits/place';
import { inviteNeeds } from '@latchkey/shared/edits/terms/invitations';
import { can, type Action, type Place } from '@latchkey/shared/permissions';
import type { InvitationOffer } from '@latchkey/shared/protocol/invitations';
import * as v from 'valibot';
import { actorFor, placeOfIntegration } from '../documents/access.ts';
import type { ChangeSet } from '../documents/projection.ts';
import { createRowWriter } from '../records/row-writer.ts';
import { invitationRow, memberRow } from '../records/rows.ts';
import { userNameOf } from '../records/user-name.ts';
import type { Reader, Row, Transaction } from '../store/store.ts';
import { hashOfToken } from './tokens.ts';

/** An invitation that can be answered, or the sentence that says why not. */
export type Found =
  | { readonly open: true; readonly id: string; readonly row: Row; readonly invitation: Invitation }
  | { readonly open: false; readonly why: string };

const no = {
  unknown: 'This link does not work (any more): a newer one was made, or it was used. Ask for a new one.',
  expired: 'This invitation has expired. Ask for a new one.',
  author: 'Whoever invited you may no longer do so. Ask an owner or administrator of the workspace.',
  off: 'You are a member of this workspace already, and your access is disabled. Ask an owner or administrator.',
} as const;

/** @param now milliseconds since 1970 */
export async function invitationFor(reader: Reader, token: string, now: number): Promise<Found> {
  const closed = (why: string) => ({ open: false, why }) as const;
  const found = await reader.token(hashOfToken(token));
  const row = found?.purpose === 'invitation' ? await reader.row('invitation', found.subject) : undefined;
  if (row === undefined || row.removed) return closed(no.unknown);
  const invitation = v.parse(Invitation, row.record);
  if (invitation.status === 'expired' || (invitation.status === 'pending' && Date.parse(invitation.expiresAt) <= now)) return closed(no.expired);
  if (invitation.status !== 'pending') return closed(`This invitation was ${invitation.status} already.`);
  const stillMay = await mayInvite(reader, invitation, await reader.row('member', invitation.invitedBy));
  return stillMay ? { open: true, id: row.id, row, invitation } : closed(no.author);
}

/** Whether that member may (still) invite someone so (PERM-6). */
export async function mayInvite(reader: Reader, invitation: Invitation, by: Row | undefined): Promise<boolean> {
  if (by === undefined || by.removed) return false;
  const workspace = v.parse(Workspace, await reader.workspace(invitation.workspace));
  const { action, place } = inviteNeeds(invitation, workspace.membersMayInvite);
  const integration = place.integration === null ? undefined : await reader.row('integration', place.integration);
  return can(await actorFor(reader, by), action, completed(place, invitation.workspace, integration?.record ?? null)) === null;
}

const membershipOf = async (reader: Reader, user: string, workspace: string): Promise<Row | undefined> =>
  (await reader.membersOfUser(user)).find((row) => row.workspace === workspace);

/** By what somebody who holds a level is known. */
const atEnvironment = { monitor: { kind: 'environment.read' }, manage: { kind: 'integrations.configure' } } as const;
const atIntegration = { monitor: { kind: 'integration.read' }, manage: { kind: 'appUsers.manage' } } as const;

/**
 * What the page shows before it is answered, of what is (still) in the workspace (PERM-5); `as` is what the caller knows of the person.
 * @param user who is signed in and accepts; null: nobody who may be told what a member has
 */
export async function offerOf(reader: Reader, invitation: Invitation, as: InvitationOffer['as'], user: string | null): Promise<InvitationOffer> {
  const member = user === null ? undefined : await membershipOf(reader, user, invitation.workspace);
  const actor = member === undefined ? null : await actorFor(reader, member);
  const holds = (level: ScopedLevel, { monitor, manage }: Readonly<Record<'monitor' | 'manage', Action>>, place: Place): boolean =>
    actor !== null && can(actor, level === 'manage' ? manage : monitor, place) === null;
  const nameOf = new Map((await reader.environments(invitation.workspace)).map(({ id, record }) => [id, v.parse(Environment, record).name]));
  const environments = Object.entries(invitation.environments).flatMap(([id, level]) => {
    const name = nameOf.get(id);
    const place = { workspace: invitation.workspace, environment: id, integration: null, group: null };
    return name === undefined ? [] : [{ name, level, held: holds(level, atEnvironment, place) }];
  });
  const integrations: InvitationOffer['integrations'][number][] = [];
  for (const [id, level] of Object.entries(invitation.integrations)) {
    const row = await reader.row('integration', id);
    const environment = nameOf.get(row?.environment ?? '');
    if (row === undefined || row.removed || environment === undefined) continue;
    integrations.push({ name: v.parse(Integration, row.record).name, environment, level, held: holds(level, atIntegration, placeOfIntegration(row)) });
  }
  const by = await reader.row('member', invitation.invitedBy);
  return {
    workspace: v.parse(Workspace, await reader.workspace(invitation.workspace)).name,
    ...{ email: invitation.email, level: invitation.level, environments, integrations, expiresAt: invitation.expiresAt, as },
    levelHeld: actor !== null && workspaceRank[actor.level] >= workspaceRank[invitation.level],
    invitedBy: by === undefined ? 'someone who has left' : v.parse(Member, by.record).name,
  };
}

export interface Person {
  readonly user: string;
  readonly name: string;
  readonly email: string;
}

interface Occasion {
  /** ISO 8601. */
  readonly at: string;
  /** From which browser it is answered, where that is known. */
  readonly deviceName: string | undefined;
}

/**
 * Makes the person a member, or gives the member they are what the invitation adds.
 * @returns the member's id, or the sentence that says why not; `changes` are for the library
 */
export async function accept(
  transaction: Transaction,
  { row, id, invitation }: Extract<Found, { open: true }>,
  person: Person,
  { at, deviceName }: Occasion,
  newId: () => string,
): Promise<{ readonly member: string; readonly changes: ChangeSet } | { readonly refused: string }> {
  const before = await membershipOf(transaction, person.user, invitation.workspace);
  const writer = createRowWriter(transaction);
  const member = before === undefined ? newMember(invitation, person, at) : withInvitation(v.parse(Member, before.record), invitation);
  if (!member.enabled) return { refused: no.off };
  const after = before === undefined ? memberRow(newId(), member) : { ...before, record: member };
  await writer.put(before, after);
  if (before === undefined) writer.changes.set(ownDocument(after.id), []);
  await writer.put(row, { ...invitationRow(id, { ...invitation, status: 'accepted' }), removed: row.removed });
  await transaction.deleteToken('invitation', id);
  await transaction.appendAudit(answered(row, { member: after.id, name: member.name }, 'invitation.accept', { at, deviceName }));
  return { member: after.id, changes: writer.changes };
}

export async function dismiss(transaction: Transaction, { row, id, invitation }: Extract<Found, { open: true }>, occasion: Occasion): Promise<ChangeSet> {
  const writer = createRowWriter(transaction);
  await writer.put(row, { ...invitationRow(id, { ...invitation, status: 'dismissed' }), removed: row.removed });
  await transaction.deleteToken('invitation', id);
  await transaction.appendAudit(answered(row, null, 'invitation.dismiss', occasion));
  return writer.changes;
}

function newMember({ workspace, level, environments, integrations }: Invitation, { user, name, email }: Person, at: string): Member {
  return { workspace, user, name, userName: userNameOf(email), email, level, environments, integrations, runs: {}, enabled: true, joinedAt: at };
}

/** An invitation only ever adds: of each level the higher one stands. */
function withInvitation(member: Member, invitation: Invitation): Member {
  const higher = (own: Member['environments'], invited: Member['environments']): Member['environments'] => {
    const levels: Record<string, ScopedLevel> = { ...own };
    for (const [id, level] of Object.entries(invited)) if (scopedRank[level] > scopedRank[levels[id] ?? 'none']) levels[id] = level;
    return levels;
  };
  return {
    ...member,
    level: workspaceRank[invitation.level] > workspaceRank[member.level] ? invitation.level : member.level,
    environments: higher(member.environments, invitation.environments),
    integrations: higher(member.integrations, invitation.integrations),
  };
}

const answered = (row: Row, by: { readonly member: string; readonly name: string } | null, action: string, { at, deviceName }: Occasion) => {
  const { email } = v.parse(Invitation, row.record);
  return {
    ...{ workspace: row.workspace, environment: null, at, device: null, deviceName, thread: null, action, before: 'pending', outcome: 'applied', detail: null } as const,
    actor: by === null ? ({ kind: 'system', id: 'link', name: email } as const) : ({ kind: 'member', id: by.member, name: by.name } as const),
    ...{ subject: { kind: row.kind, id: row.id, name: email }, after: by === null ? 'dismissed' : 'accepted' },
  };
};
