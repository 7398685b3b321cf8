/**
 * Answering an invitation, by its link: `/invitation#{token}`. The token is in the fragment, which no server and no
 * proxy sees; the page sends it in a body. Whoever holds the link holds the invitation, once.
 */
import * as v from 'valibot';
import { Invitation } from '../domain/invitation.ts';
import { NewName } from '../domain/new-name.ts';
import { Password } from './set-up.ts';

/** Where a link of an invitation leads, without the origin. */
export const invitationPath = (token: string): string => `/invitation#${token}`;

/** Random, in base64url. */
export const LinkToken = v.pipe(v.string('must be text'), v.regex(/^[\w-]{43}$/, 'must be what the link holds after the #'));

/** `POST /api/invitations/look` and `…/dismiss`. */
export const InvitationToken = v.strictObject({ token: LinkToken });

/** The answer of `…/look`: what is to be accepted, and how. */
export const InvitationOffer = v.object({
  workspace: v.string(),
  email: v.string(),
  level: Invitation.entries.level,
  environments: v.array(v.object({ name: v.string(), level: v.string(), held: v.boolean() })),
  integrations: v.array(v.object({ name: v.string(), environment: v.string(), level: v.string(), held: v.boolean() })),
  /** Whether whoever is signed in and accepts has that level of the workspace already, as `held` of the others says; false of anybody else. */
  levelHeld: v.boolean(),
  invitedBy: v.string(),
  expiresAt: v.string(),
  /** `new`: name and password are to be chosen. `sign-in`: the address has an account; it accepts. `ready`: it is signed in. */
  as: v.picklist(['new', 'sign-in', 'ready']),
});
export type InvitationOffer = v.InferOutput<typeof InvitationOffer>;

/** `POST /api/invitations/accept`. Name and password are for an address that has no account yet. */
export const AcceptInvitation = v.strictObject({ token: LinkToken, name: v.optional(NewName), password: v.optional(Password) });
export type AcceptInvitation = v.InferOutput<typeof AcceptInvitation>;

/** The answer, 201: then the person signs in, or, where they are, finds the workspace among theirs. */
export const Accepted = v.object({ workspace: v.string(), member: v.string() });
export type Accepted = v.InferOutput<typeof Accepted>;

/** `POST /api/workspaces/{workspace}/invitations/{invitation}/link`, 201: a new link; one made before is good for nothing from then on. */
export const MadeLink = v.object({ path: v.string(), expiresAt: v.string() });
export type MadeLink = v.InferOutput<typeof MadeLink>;
