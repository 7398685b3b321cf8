/** On which terms invitations are edited. */
import * as v from 'valibot';
import { Invitation } from '../../domain/invitation.ts';
import { scopedRank } from '../../domain/ranks.ts';
import type { Target } from '../definition.ts';
import type { invitationEdits } from '../invitations.ts';
import { latestWins, lowerScopedLevelWins, removedWins, wins } from './rules.ts';
import { missing, type Context, type Needs, type TermsOf } from './terms.ts';

/**
 * What inviting someone with that access takes (PERM-3). One that opens several places is the administrators':
 * no other level reaches all of them for certain.
 */
export function inviteNeeds(record: Pick<Invitation, 'workspace' | 'level' | 'environments' | 'integrations'>, membersMayInvite: boolean): Needs {
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

const needs = (_: unknown, target: Target, context: Context): Needs => inviteNeeds(v.parse(Invitation, target.record), context.membersMayInvite);
const unlessAnswered = (target: Target): string | null => {
  const { status } = v.parse(Invitation, target.record);
  return status === 'accepted' || status === 'dismissed' ? `This invitation was ${status} already.` : null;
};

/** Whether an invitation gives nothing beside its level on that integration. */
const givesOnly = (target: Target, integration: string): boolean => {
  const { level, environments, integrations } = v.parse(Invitation, target.record);
  return level === 'none' && Object.keys(environments).length === 0 && Object.keys(integrations).every((id) => id === integration);
};

export const invitationTerms: TermsOf<typeof invitationEdits> = {
  'invitation.create': {
    rule: removedWins,
    needs,
    whenThere: ({ id }, _, { at }) => ({ name: 'invitation.resend', args: { invitation: id, at } }),
    refersTo: ({ integration }) => (integration === null ? [] : [{ kind: 'integration', id: integration }]),
    objects: ({ integration }, _, [found]) => (integration === null ? null : missing('integration', found)),
  },
  'invitation.setIntegrationLevel': {
    rule: lowerScopedLevelWins,
    needs: ({ integration, level }, target, { membersMayInvite }) => {
      const invitation = v.parse(Invitation, target.record);
      const former = invitation.integrations[integration] ?? 'none';
      const higher = scopedRank[former] > scopedRank[level] ? former : level;
      return inviteNeeds({ ...invitation, environments: {}, integrations: { [integration]: higher } }, membersMayInvite);
    },
    refersTo: ({ integration }) => [{ kind: 'integration', id: integration }],
    objects: ({ integration, level }, target, [found]) => {
      if (level !== 'none') return missing('integration', found) ?? unlessAnswered(target);
      return unlessAnswered(target) ?? (givesOnly(target, integration) ? 'This is all that the invitation gives: revoke it instead.' : null);
    },
  },
  'invitation.resend': {
    rule: latestWins,
    needs,
    objects: (_, target) => (v.parse(Invitation, target.record).status === 'revoked' ? 'This invitation was revoked: invite the person again.' : unlessAnswered(target)),
  },
  'invitation.setStatus': {
    rule: wins('revoked'),
    needs,
    objects: (_, target) => unlessAnswered(target),
  },
};
