/** Edits of invitations. Accepting and dismissing are the invited person's, by the link; expiry is the server's. */
import * as v from 'valibot';
import { expiryOf, type Invitation } from '../domain/invitation.ts';
import { ScopedLevel, WorkspaceLevel } from '../domain/levels.ts';
import { Email, Id, Instant } from '../domain/text.ts';
import { pathOf } from './apply.ts';
import { NewId } from './arguments.ts';
import { define } from './definition.ts';

const invitation = (args: { readonly invitation: string }) => ({ kind: 'invitation', id: args.invitation }) as const;

export const invitationEdits = {
  /** `scoped` is the level on the environment, or on the integration where there is one. */
  'invitation.create': define({
    args: v.strictObject({ invitation: NewId, email: Email, level: WorkspaceLevel, environment: v.nullable(Id), integration: v.nullable(Id), scoped: ScopedLevel }),
    target: invitation,
    element: () => ({ path: 'removed', value: false }),
    creates: ({ email, level, environment, integration, scoped }, { workspace, member, at }) =>
      ({
        ...{ workspace, email, level },
        environments: environment === null || integration !== null ? {} : { [environment]: scoped },
        integrations: integration === null ? {} : { [integration]: scoped },
        ...{ status: 'pending', invitedBy: member, sentAt: at, expiresAt: expiryOf(at) } as const,
      }) satisfies Invitation,
    inverse: (args) => ({ name: 'invitation.setStatus', args: { invitation: args.invitation, status: 'revoked' } }),
  }),
  'invitation.setIntegrationLevel': define({
    args: v.strictObject({ invitation: Id, integration: Id, level: ScopedLevel }),
    target: invitation,
    element: (args) => ({ path: pathOf('integrations', args.integration), value: args.level, unset: 'none' }),
  }),
  /** Sent again at `at`: it can be accepted for another seven days. */
  'invitation.resend': define({
    args: v.strictObject({ invitation: Id, at: Instant }),
    target: invitation,
    element: (args) => ({ path: 'sentAt', value: args.at }),
  }),
  'invitation.setStatus': define({
    args: v.strictObject({ invitation: Id, status: v.picklist(['pending', 'revoked'], 'must be pending or revoked') }),
    target: invitation,
    element: (args) => ({ path: 'status', value: args.status }),
  }),
};
