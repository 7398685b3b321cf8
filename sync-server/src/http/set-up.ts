/** `/api/set-up`: the first owner, exactly once, and in sample mode who can sign in. */
import type { SetUp } from '@latchkey/shared/protocol/http';
import { FirstOwner } from '@latchkey/shared/protocol/set-up';
import { Hono } from 'hono';
import { commit } from '../records/commit.ts';
import { found } from '../records/founding.ts';
import { userNameOf } from '../records/user-name.ts';
import { readJson } from './body.ts';
import { createBuckets } from './buckets.ts';
import { deviceNameIn } from './device-name.ts';
import type { Env } from './env.ts';
import { problem, problems } from './problem.ts';
import type { Services } from './services.ts';

type Outcome = 'made' | 'taken';

export function setUpRoutes(services: Services): Hono<Env> {
  const { store, sample, clock } = services;
  const needed = () => store.read(async (reader) => (await reader.workspaces()).length === 0);
  const attempts = createBuckets({ burst: 20, perSecond: 0.5 }, clock);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: hashing a password for a set-up that comes too late would only make a person to take back. */
  const inTurn = (work: () => Promise<Outcome>): Promise<Outcome> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // whoever asked for that one hears of its failure
    return turn;
  };
  return new Hono<Env>()
    .get('/api/set-up', async (c) => c.json({ needed: await needed(), sample } satisfies SetUp))
    .post('/api/set-up', async (c) => {
      const wait = attempts.take(c.var.address);
      if (wait > 0) return problems.tooMany(wait);
      const read = await readJson(c.req, FirstOwner);
      if (!read.ok) return read.response;
      const outcome = await inTurn(async () => ((await needed()) ? make(services, read.value, deviceNameIn(c.req)) : 'taken'));
      if (outcome === 'made') return c.json({}, 201);
      return problem(409, 'set-up-done', 'This server has been set up already; sign in, or ask an owner for an invitation.');
    });
}

async function make({ store, library, identity, clock, newId }: Services, owner: FirstOwner, deviceName: string | undefined): Promise<Outcome> {
  // Without a workspace nobody is a member: a person of that address is left from a set-up that was cut short.
  await identity.removeUser(owner.email);
  const user = await identity.createUser({ name: owner.name, email: owner.email, password: owner.password });
  const at = new Date(clock()).toISOString();
  const workspace = newId();
  const member = {
    workspace,
    user,
    name: owner.name,
    userName: userNameOf(owner.email),
    email: owner.email,
    level: 'owner',
    environments: {},
    integrations: {},
    runs: {},
    enabled: true,
    joinedAt: at,
  } as const;
  const members = [{ id: newId(), member }];
  try {
    return await commit({ store, library }, async (transaction) => {
      if ((await transaction.workspaces()).length > 0) throw new AlreadySetUp();
      const changes = await found(transaction, { workspace: { id: workspace, name: owner.workspace }, environments: [newId(), newId(), newId()], members, at });
      await transaction.appendAudit({
        workspace,
        environment: null,
        at,
        actor: { kind: 'member', id: members[0]?.id ?? user, name: owner.name },
        device: null,
        deviceName,
        thread: null,
        action: 'workspace.setUp',
        subject: null,
        before: null,
        after: { workspace: owner.workspace },
        outcome: 'applied',
        detail: null,
      });
      return { changes, result: 'made' };
    });
  } catch (error) {
    await identity.removeUser(owner.email);
    if (error instanceof AlreadySetUp) return 'taken';
    throw error;
  }
}

/** Another process was faster: rolls the transaction back. */
class AlreadySetUp extends Error {
  override readonly name = 'AlreadySetUp';
}
