/** Invitations beyond their edits: the link for those who may invite, and its answer by whoever was invited. */
import { Invitation } from '@latchkey/shared/domain/invitation';
import { AcceptInvitation, InvitationToken, invitationPath, type Accepted, type MadeLink } from '@latchkey/shared/protocol/invitations';
import { Hono, type HonoRequest } from 'hono';
import * as v from 'valibot';
import { accept, dismiss, invitationFor, mayInvite, offerOf, type Person } from '../identity/invitations.ts';
import { newToken } from '../identity/tokens.ts';
import { commit } from '../records/commit.ts';
import { readJson } from './body.ts';
import { createBuckets } from './buckets.ts';
import { deviceNameIn } from './device-name.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { inTurn } from './in-turn.ts';
import { problem, problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

/** Guessing 256 bits is hopeless; this bounds the work of trying. */
const perAddress = { burst: 60, perSecond: 1 };

const closed = (why: string): Response => problem(410, 'invitation-closed', why);

export function invitationRoutes(services: Services): Hono<SignedInEnv> {
  const { store, library, identity, clock, newId } = services;
  const addresses = createBuckets(perAddress, clock);
  const now = () => new Date(clock()).toISOString();
  const one = inTurn();

  /** Who accepts: the signed-in person of that address, or one who is made for it. */
  const personFor = async ({ email }: Invitation, headers: Headers, { name, password }: AcceptInvitation): Promise<{ person: Person; isNew: boolean } | Response> => {
    const signIn = await identity.signInOf(headers);
    const isTheirs = signIn !== null && signIn.user.email.toLowerCase() === email.toLowerCase();
    if (isTheirs) return { person: { user: signIn.user.id, name: signIn.user.name, email: signIn.user.email }, isNew: false };
    if (await identity.hasUser(email)) return problem(409, 'sign-in-first', `There is an account for ${email}: sign in with it, then accept.`);
    if (signIn !== null) return problem(409, 'sign-out-first', `The invitation is for ${email}, and you are signed in as ${signIn.user.email}: sign out first.`);
    if (name === undefined || password === undefined) {
      return problems.invalid([...(name === undefined ? ['name'] : []), ...(password === undefined ? ['password'] : [])].map((field) => ({ field, message: 'is missing' })));
    }
    return { person: { user: await identity.createUser({ name, email, password }), name, email }, isNew: true };
  };

  const take = async (request: HonoRequest, read: AcceptInvitation): Promise<Response> => {
    const found = await store.read((reader) => invitationFor(reader, read.token, clock()));
    if (!found.open) return closed(found.why);
    const who = await personFor(found.invitation, request.raw.headers, read);
    if (who instanceof Response) return who;
    const outcome = await commit({ store, library }, async (transaction) => {
      const open = await invitationFor(transaction, read.token, clock());
      const accepted = open.open ? await accept(transaction, open, who.person, { at: now(), deviceName: deviceNameIn(request) }, newId) : { refused: open.why };
      return { changes: 'refused' in accepted ? new Map() : accepted.changes, result: accepted };
    }).catch(async (error: unknown) => {
      if (who.isNew) await identity.removeUser(who.person.email);
      throw error;
    });
    if ('member' in outcome) return Response.json({ workspace: found.invitation.workspace, member: outcome.member } satisfies Accepted, { status: 201 });
    if (who.isNew) await identity.removeUser(who.person.email);
    return closed(outcome.refused);
  };

  return new Hono<SignedInEnv>()
    .use('/api/invitations/*', async (c, next) => {
      const wait = addresses.take(c.var.address);
      if (wait > 0) return problems.tooMany(wait);
      return next();
    })
    .post('/api/invitations/look', async (c) => {
      const read = await readJson(c.req, InvitationToken);
      if (!read.ok) return read.response;
      const signIn = await identity.signInOf(c.req.raw.headers);
      return store.read(async (reader) => {
        const found = await invitationFor(reader, read.value.token, clock());
        if (!found.open) return closed(found.why);
        const { email } = found.invitation;
        const as = signIn?.user.email.toLowerCase() === email.toLowerCase() ? 'ready' : (await identity.hasUser(email)) ? 'sign-in' : 'new';
        return c.json(await offerOf(reader, found.invitation, as, as === 'ready' ? (signIn?.user.id ?? null) : null));
      });
    })
    .post('/api/invitations/accept', async (c) => {
      const read = await readJson(c.req, AcceptInvitation);
      // In turn: of two that would make the same person, the second has to find them.
      return read.ok ? one(() => take(c.req, read.value)) : read.response;
    })
    .post('/api/invitations/dismiss', async (c) => {
      const read = await readJson(c.req, InvitationToken);
      if (!read.ok) return read.response;
      const why = await commit({ store, library }, async (transaction) => {
        const found = await invitationFor(transaction, read.value.token, clock());
        return found.open ? { changes: await dismiss(transaction, found, { at: now(), deviceName: deviceNameIn(c.req) }), result: null } : { changes: new Map(), result: found.why };
      });
      return why === null ? c.body(null, 204) : closed(why);
    })
    .post('/api/workspaces/:workspace/invitations/:invitation/link', signedIn(identity), (c) =>
      store.transact(async (transaction) => {
        const [workspace, id] = [rawSegment(c.env, 2), rawSegment(c.env, 4)];
        const by = (await transaction.membersOfUser(c.var.signIn.user.id)).find((row) => row.workspace === workspace);
        const row = await transaction.row('invitation', id);
        if (by === undefined || by.record['enabled'] !== true || row === undefined || row.removed || row.workspace !== workspace) return problems.notFound();
        const invitation = v.parse(Invitation, row.record);
        if (!(await mayInvite(transaction, invitation, by))) return problems.notFound();
        if (invitation.status !== 'pending') return closed(`This invitation is ${invitation.status}: send it again first.`);
        const { token, hash } = newToken(services.random);
        await transaction.putToken(hash, { purpose: 'invitation', subject: id, record: {} });
        await transaction.appendAudit({
          ...{ workspace, environment: null, at: now(), device: null, thread: null, action: 'invitation.makeLink', before: null, after: null, outcome: 'applied', detail: null },
          ...{ actor: { kind: 'member', id: by.id, name: String(by.record['name']) }, deviceName: deviceNameIn(c.req) },
          subject: { kind: 'invitation', id, name: invitation.email },
        });
        return c.json({ path: invitationPath(token), expiresAt: invitation.expiresAt } satisfies MadeLink, 201);
      }),
    );
}
