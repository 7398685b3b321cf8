/**
 * Changing one's own e-mail address. The link proves that the new address is the person's, so it has to reach them
 * there. Until there is mail, an owner or administrator who knows them takes its place: they make the link and pass
 * it on, and it works only in the person's own session. Neither can do it alone.
 */
import * as v from 'valibot';
import { LinkToken } from './invitations.ts';
import { SignInEmail } from './set-up.ts';

/** Where a link leads, without the origin. */
export const ownEmailPath = (token: string): string => `/own-email#${token}`;

/** `POST /api/me/email`, 202: asks for the change. The password is asked for again: a device left open is not enough. */
export const AskForEmail = v.strictObject({ email: SignInEmail, password: v.pipe(v.string('must be text'), v.maxLength(128, 'must be at most 128 characters long')) });

/** `GET /api/me/email`: the address that was asked for and not confirmed yet. `DELETE /api/me/email`, 204, takes that back. */
export const AskedEmail = v.object({ asked: v.nullable(v.string()) });
export type AskedEmail = v.InferOutput<typeof AskedEmail>;

/** `GET /api/workspaces/{workspace}/email-requests`: those who wait for a link that the asking owner or administrator may make. */
export const EmailRequests = v.object({ requests: v.array(v.object({ member: v.string(), name: v.string(), from: v.string(), email: v.string() })) });
export type EmailRequests = v.InferOutput<typeof EmailRequests>;

/** `POST /api/workspaces/{workspace}/members/{member}/email-link`, 201: by an owner or administrator, for somebody else. */
export const MadeEmailLink = v.object({ path: v.string(), email: v.string() });
export type MadeEmailLink = v.InferOutput<typeof MadeEmailLink>;

/** `POST /api/me/email/confirm`, 204. */
export const ConfirmEmail = v.strictObject({ token: LinkToken });
