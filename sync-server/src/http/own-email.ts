/** Changing one's own e-mail address, confirmed by a link (see `protocol/own-email.ts` for who makes it, and why). */
import { Member } from '@latchkey/shared/domain/member';
import { can, type Denial } from '@latchkey/shared/permissions';
import { AskForEmail, ConfirmEmail, ownEmailPath, type AskedEmail, type EmailRequests, type MadeEmailLink } from '@latchkey/shared/protocol/own-email';
import { Hono } from 'hono';
import * as v from 'valibot';
import { spreadTeamAccess } from '../edits/team-access.ts';
import { membershipIn, type Membership } from '../identity/memberships.ts';
import { hashOfToken, newToken } from '../identity/tokens.ts';
import { commit } from '../records/commit.ts';
import { createRowWriter } from '../records/row-writer.ts';
import type { Row } from '../store/store.ts';
import { readJson } from './body.ts';
import { createBuckets } from './buckets.ts';
import { deviceNameIn } from './device-name.ts';
import { rawSegment, type SignedInEnv } from './env.ts';
import { problem, problems } from './problem.ts';
import type { Services } from './services.ts';
import { signedIn } from './signed-in.ts';

/** `expiresAt`: null until a link was made. */
const Change = v.object({ email: v.string(), expiresAt: v.nullable(v.string()) });

/** Why this member does not make a link for that one, or null. */
function linkDenial({ actor }: Membership, row: Row): Denial {
  const { level } = v.parse(Member, row.record);
  const place = { workspace: row.workspace, environment: null, integration: null, group: null };
  return can(actor, { kind: 'members.change', subject: { member: row.id, level, becomes: level } }, place);
}

const DAY = 24 * 3_600_000;
/** A password is asked for: as many guesses as signing in allows. */
const perUser = { burst: 10, perSecond: 0.1 };

export function ownEmailRoutes({ store, library, identity, clock, newId, random }: Services): Hono<SignedInEnv> {
  const users = createBuckets(perUser, clock);
  const now = () => new Date(clock()).toISOString();
  const taken = (email: string) => problem(409, 'email-taken', `There is an account for ${email} already.`);
  return new Hono<SignedInEnv>()
    .post('/api/me/email', signedIn(identity), async (c) => {
      const { id: user } = c.var.signIn.user;
      const wait = users.take(user);
      if (wait > 0) return problems.tooMany(wait);
      const read = await readJson(c.req, AskForEmail);
      if (!read.ok) return read.response;
      const { email, password } = read.value;
      if (!(await identity.isPassword(user, password))) return problems.invalid([{ field: 'password', message: 'is not the one that you sign in with' }]);
      if (await identity.hasUser(email)) return taken(email);
      // The link of this token is given to nobody: it keeps the place of the one that will be.
      await store.transact((transaction) => transaction.putToken(newToken(random).hash, { purpose: 'email', subject: user, record: { email, expiresAt: null } }));
      return c.body(null, 202);
    })
    .get('/api/me/email', signedIn(identity), async (c) => {
      const asked = await store.read((reader) => reader.tokenOf('email', c.var.signIn.user.id));
      return c.json({ asked: asked === undefined ? null : v.parse(Change, asked.record).email } satisfies AskedEmail);
    })
    .delete('/api/me/email', signedIn(identity), async (c) => {
      await store.transact((transaction) => transaction.deleteToken('email', c.var.signIn.user.id));
      return c.body(null, 204);
    })
    .get('/api/workspaces/:workspace/email-requests', signedIn(identity), (c) =>
      store.read(async (reader) => {
        const workspace = rawSegment(c.env, 2);
        const by = await membershipIn(reader, c.var.signIn.user.id, workspace);
        if (by === null) return problems.notFound();
        const denial = can(by.actor, { kind: 'settings.manage' }, { workspace, environment: null, integration: null, group: null });
        if (denial !== null) return problems.forbidden(denial);
        const requests: EmailRequests['requests'] = [];
        for (const row of await reader.soundRows('member', workspace)) {
          const { user, name, email } = v.parse(Member, row.record);
          const asked = await reader.tokenOf('email', user);
          if (asked === undefined || row.id === by.id || linkDenial(by, row) !== null) continue;
          requests.push({ member: row.id, name, from: email, email: v.parse(Change, asked.record).email });
        }
        return c.json({ requests } satisfies EmailRequests);
      }),
    )
    .post('/api/workspaces/:workspace/members/:member/email-link', signedIn(identity), (c) =>
      store.transact(async (transaction) => {
        const workspace = rawSegment(c.env, 2);
        const by = await membershipIn(transaction, c.var.signIn.user.id, workspace);
        const row = await transaction.row('member', rawSegment(c.env, 4));
        if (by === null || row === undefined || row.removed || row.workspace !== workspace) return problems.notFound();
        const { user, name } = v.parse(Member, row.record);
        const denial = linkDenial(by, row);
        if (denial !== null) return problems.forbidden(denial);
        if (user === c.var.signIn.user.id) return problems.forbidden('Somebody else has to make this link: it says that the address is yours.');
        const asked = await transaction.tokenOf('email', user);
        if (asked === undefined) return problem(409, 'not-asked', `${name} has not asked for another address.`);
        const { email } = v.parse(Change, asked.record);
        const { token, hash } = newToken(random);
        await transaction.putToken(hash, { purpose: 'email', subject: user, record: { email, expiresAt: new Date(clock() + DAY).toISOString() } });
        await transaction.appendAudit({
          ...{ workspace, environment: null, at: now(), device: null, thread: null, action: 'member.makeEmailLink', before: null, after: email, outcome: 'applied', detail: null },
          ...{ actor: { kind: 'member', id: by.id, name: by.name }, deviceName: deviceNameIn(c.req) },
          subject: { kind: 'member', id: row.id, name },
        });
        return c.json({ path: ownEmailPath(token), email } satisfies MadeEmailLink, 201);
      }),
    )
    .post('/api/me/email/confirm', signedIn(identity), async (c) => {
      const read = await readJson(c.req, ConfirmEmail);
      if (!read.ok) return read.response;
      const { id: user, email: former } = c.var.signIn.user;
      const token = await store.read((reader) => reader.token(hashOfToken(read.value.token)));
      const change = token?.purpose === 'email' && token.subject === user ? v.parse(Change, token.record) : null;
      if (change === null || change.expiresAt === null || Date.parse(change.expiresAt) <= clock()) {
        return problem(410, 'link-closed', 'This link does not work (any more), or was made for somebody else. Ask for a new one.');
      }
      if (!(await identity.changeEmail(user, change.email))) return taken(change.email);
      try {
        await commit({ store, library }, async (transaction) => {
          const writer = createRowWriter(transaction);
          for (const row of await transaction.membersOfUser(user)) {
            const member = v.parse(Member, row.record);
            const after = { ...row, record: { ...member, email: change.email } };
            const thread = newId();
            await writer.put(row, after);
            await transaction.appendAudit({
              ...{ workspace: row.workspace, environment: null, at: now(), device: null, thread, action: 'member.changeEmail', outcome: 'applied', detail: null },
              ...{ actor: { kind: 'member', id: row.id, name: member.name }, deviceName: deviceNameIn(c.req) },
              ...{ subject: { kind: 'member', id: row.id, name: member.name }, before: member.email, after: change.email },
            });
            await spreadTeamAccess({ transaction, now: clock(), id: newId, put: writer.put, record: (entry) => transaction.appendAudit(entry) }, { before: row, after, thread });
          }
          await transaction.deleteToken('email', user);
          return { changes: writer.changes, result: undefined };
        });
      } catch (error) {
        await identity.changeEmail(user, former);
        throw error;
      }
      return c.body(null, 204);
    });
}
