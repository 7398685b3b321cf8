/** Edits of invitations. Accepting and dismissing are the invited person's, by the link; expiry is the server's. */
import * as v from 'valibot';
import { Invitation, INVITATION_DAYS } from '../domain/invitation.ts';
import { ScopedLevel, WorkspaceLevel } from '../domain/levels.ts';
import { scopedRank } from '../domain/ranks.ts';
import { Email, Id, Instant } from '../domain/text.ts';
import type { Action, Place } from '../permissions.ts';
import { pathOf } from './apply.ts';
import { define, isThere, latestWins, removedWins, wins, type Context, type Target } from './definition.ts';
import { NewId } from './new-id.ts';

const invitation = (args: { readonly invitation: string }) => ({ kind: 'invitation', id: args.invitation }) as const;

const DAY = 24 * 3_600_000;
export const expiryOf = (sentAt: string): string => new Date(Date.parse(sentAt) + INVITATION_DAYS * DAY).toISOString();

/**
 * What inviting someone with that access takes (PERM-3). One that opens several places is the administrators':
 * no other level reaches all of them for certain.
 */
export function inviteNeeds(record: Pick<Invitation, 'workspace' | 'level' | 'environments' | 'integrations'>, membersMayInvite: boolean): { readonly action: Action; readonly place: Place } {
  const scopes = [
    ...Object.entries(record.environments).map(([environment, level]) => ({ environment, integration: null, level })),
    ...Object.entries(record.integrations).map(([integration, level]) => ({ environment: null, integration, level })),
  ];
  const [scope] = scopes;
  const level = scopes.length > 1 && record.level === 'none' ? 'administrator' : record.level;
  return {
    action: { kind: 'members.invite', allowed: membersMayInvite, level, scoped: scope?.level ?? 'none' },
    place: { workspace: record.workspace, environment: scope?.environment ?? null, integration: scope?.integration ?? null, group: null },
  };
}

const needs = (_: unknown, target: Target, context: Context) => inviteNeeds(v.parse(Invitation, target.record), context.membersMayInvite);
const unlessAnswered = (target: Target): string | null => {
  const { status } = v.parse(Invitation, target.record);
  return status === 'accepted' || status === 'dismissed' ? `This invitation was ${status} already.` : null;
};

export const invitationEdits = [
  /** `scoped` is the level on the environment, or on the integration where there is one. */
  define({
    name: 'invitation.create',
    args: v.strictObject({ invitation: NewId, email: Email, level: WorkspaceLevel, environment: v.nullable(Id), integration: v.nullable(Id), scoped: ScopedLevel }),
    target: invitation,
    element: () => ({ path: 'removed', value: false }),
    rule: removedWins,
    needs,
    creates: ({ email, level, environment, integration, scoped }, { workspace, member, at }) =>
      ({
        ...{ workspace, email, level },
        environments: environment === null || integration !== null ? {} : { [environment]: scoped },
        integrations: integration === null ? {} : { [integration]: scoped },
        ...{ status: 'pending', invitedBy: member, sentAt: at, expiresAt: expiryOf(at) } as const,
      }) satisfies Invitation,
    whenThere: (holder, { at }) => ({ name: 'invitation.resend', args: { invitation: holder, at } }),
    inverse: (args) => ({ name: 'invitation.setStatus', args: { invitation: args.invitation, status: 'revoked' } }),
    refersTo: ({ integration }) => (integration === null ? [] : [{ kind: 'integration', id: integration }]),
    objects: ({ integration }, _, [found]) => (integration !== null && !isThere(found) ? 'There is no such integration in this workspace.' : null),
  }),
  define({
    name: 'invitation.setIntegrationLevel',
    args: v.strictObject({ invitation: Id, integration: Id, level: ScopedLevel }),
    target: invitation,
    element: (args) => ({ path: pathOf('integrations', args.integration), value: args.level, unset: 'none' }),
    rule: { kind: 'restrictive', rank: (value) => scopedRank[value as ScopedLevel] },
    needs: (args, target, { membersMayInvite }) =>
      inviteNeeds({ ...v.parse(Invitation, target.record), environments: {}, integrations: { [args.integration]: args.level } }, membersMayInvite),
    refersTo: ({ integration }) => [{ kind: 'integration', id: integration }],
    objects: (_, target, [integration]) => (isThere(integration) ? unlessAnswered(target) : 'There is no such integration in this workspace.'),
  }),
  /** Sent again at `at`: it can be accepted for another seven days. */
  define({
    name: 'invitation.resend',
    args: v.strictObject({ invitation: Id, at: Instant }),
    target: invitation,
    element: (args) => ({ path: 'sentAt', value: args.at }),
    rule: latestWins,
    needs,
    objects: (_, target) => (v.parse(Invitation, target.record).status === 'revoked' ? 'This invitation was revoked: invite the person again.' : unlessAnswered(target)),
  }),
  define({
    name: 'invitation.setStatus',
    args: v.strictObject({ invitation: Id, status: v.picklist(['pending', 'revoked'], 'must be pending or revoked') }),
    target: invitation,
    element: (args) => ({ path: 'status', value: args.status }),
    rule: wins('revoked'),
    needs,
    objects: (_, target) => unlessAnswered(target),
  }),
];
