/**
 * A workspace as large as is wanted, in a data directory of its own, for measurements in the browser.
 * Usage: node large-workspace.ts DATA_DIR USERS ACTIVATIONS CONNECTIONS ACCOUNTS; prints the ids of the environment and of the
 * integration that has the accounts.
 * Deterministic but for ids; the people are those of the sample, over and over, with a number behind the name.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { connectionName } from '@latchkey/shared/domain/connection';
import Papa from 'papaparse';
import { openDataDir } from '../src/data-dir.ts';
import { openIdentity } from '../src/identity/better-auth.ts';
import { found } from '../src/records/founding.ts';
import { activationRow, appAccountRow, connectedUserRow, connectionRow, integrationRow, memberRow } from '../src/records/rows.ts';
import { openSqliteStore } from '../src/store/sqlite/open.ts';
import type { Transaction } from '../src/store/store.ts';

export const owner = { name: 'Dana Marsh', email: 'owner@bench.example', password: 'bench-owner-password' };
const INTEGRATIONS = 40;
/** Of the app accounts, one in so many belongs to a member. */
const MATCHED = 100;
const roles = Object.fromEntries(['Viewer', 'Editor', 'Billing', 'Support', 'Developer', 'Admin'].map((name) => [name.toLowerCase(), { name, description: null }]));
const START = Date.UTC(2022, 0, 1);
const FIVE_YEARS = 5 * 365 * 24 * 3600 * 1000;

interface Sizes {
  readonly users: number;
  readonly activations: number;
  readonly connections: number;
  /** App accounts, all of the first integration. */
  readonly accounts: number;
}

interface Person {
  readonly external_id: string;
  readonly name: string;
  readonly email: string;
  readonly account_id: string;
}

/** A small generator with a seed (mulberry32), so that two runs measure the same workspace. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const people = (): readonly Person[] => {
  const csv = readFileSync(new URL('../src/sample/connected-users.csv', import.meta.url), 'utf8');
  return Papa.parse<Person>(csv.replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data;
};

async function fill(transaction: Transaction, workspace: string, environment: string, sizes: Sizes): Promise<string> {
  const random = seeded(7);
  const sample = people();
  const at = () => new Date(START + Math.floor(random() * FIVE_YEARS)).toISOString();
  const integrations: string[] = [];
  for (let i = 0; i < INTEGRATIONS; i++) {
    const id = randomUUID();
    integrations.push(id);
    const name = `App ${i + 1}`;
    await transaction.putRow(
      integrationRow(workspace, id, {
        environment, name, connector: `app-${i + 1}`, flow: { name: `${name} flow`, url: null }, configuration: { id: `cfg-${i + 1}`, name }, group: null,
        sharing: 'user', roles, teamWord: 'team', enabled: true, createdAt: new Date(START).toISOString(),
      }),
    );
  }
  const users: { id: string; name: string }[] = [];
  for (let i = 0; i < sizes.users; i++) {
    const person = sample[i % sample.length];
    if (person === undefined) throw new Error('the sample has no people');
    const round = Math.floor(i / sample.length);
    const name = round === 0 ? person.name : `${person.name} ${round}`.slice(0, 200);
    const user = { id: randomUUID(), name };
    users.push(user);
    const seen = random() < 0.8 ? { lastSeenAt: at() } : null;
    await transaction.putRow(
      connectedUserRow(workspace, user.id, {
        environment, externalId: round === 0 ? person.external_id : `${person.external_id}-${round}`, name, email: round === 0 ? person.email : `${round}.${person.email}`,
        account: person.account_id, enabled: random() > 0.03, createdAt: at(),
      }, seen),
    );
  }
  const owners = (index: number) => users[index % users.length] ?? { id: '', name: '' };
  for (let i = 0; i < sizes.activations; i++) {
    const latestRun = random() < 0.9 ? { result: random() < 0.9 ? ('success' as const) : ('error' as const), at: at() } : null;
    await transaction.putRow(
      activationRow(workspace, randomUUID(), {
        environment, integration: integrations[(i * 7 + Math.floor(i / users.length)) % INTEGRATIONS] ?? '', user: owners(i).id, account: null, sharing: 'user', enabled: random() > 0.05, createdAt: at(),
      }, { latestRun, inFlight: null }),
    );
  }
  for (let i = 0; i < sizes.connections; i++) {
    const connector = `app-${((i * 7) % INTEGRATIONS) + 1}`;
    const authorizedAt = at();
    const invalid = random() < 0.06;
    await transaction.putRow(
      connectionRow(workspace, randomUUID(), {
        environment, connector, name: connectionName(`App ${((i * 7) % INTEGRATIONS) + 1}`, authorizedAt, owners(i).name), user: owners(i).id, account: null, sharing: 'user',
        proprietary: false, status: invalid ? 'invalid' : 'valid', reason: invalid ? 'token refused, 401' : null, authorizedAt,
      }, null),
    );
  }
  const [integration = ''] = integrations;
  for (let i = 0; i < sizes.accounts; i++) {
    const person = sample[i % sample.length];
    if (person === undefined) throw new Error('the sample has no people');
    const email = `${i}.${person.email}`;
    const member = i % MATCHED === 0 ? randomUUID() : null;
    if (member !== null) {
      await transaction.putRow(
        memberRow(member, {
          workspace, user: randomUUID(), name: person.name, userName: `user-${i}`, email, level: 'none', environments: {}, integrations: {}, runs: {}, enabled: true, joinedAt: at(),
        }),
      );
    }
    const held = Object.fromEntries(Object.keys(roles).filter(() => random() < 0.2).map((role) => [role, true as const]));
    const failed = random() < 0.03;
    await transaction.putRow(
      appAccountRow(workspace, randomUUID(), {
        environment, integration, username: email, member, teams: {}, desired: { presence: 'present', roles: held, exempted: random() < 0.02, protected: false, retry: null },
        reported: { presence: 'present', roles: held, protected: false }, assets: [],
        operation: failed ? { kind: 'update', state: 'failed', reason: 'The app answered 500', at: at(), nextAttemptAt: null } : null,
      }, { lastUsedAt: at() }),
    );
  }
  return integration;
}

/** @returns the ids of the environment that holds it all (Production), and of the integration that has the app accounts */
export async function makeLargeWorkspace(dataDir: string, sizes: Sizes): Promise<{ readonly environment: string; readonly integration: string }> {
  const failed = (cause: Error): never => {
    throw cause;
  };
  const files = openDataDir({ dataDir, empty: true, host: '127.0.0.1' }, randomBytes);
  const identity = await openIdentity({ file: files.identity, secret: files.secret, secure: false, warn: console.warn, failed });
  const user = await identity.createUser(owner);
  identity.close();
  const store = await openSqliteStore(files.store, { maxPages: null, failed, damaged: failed });
  const [workspace, production, at] = [randomUUID(), randomUUID(), new Date(START).toISOString()];
  const integration = await store.transact(async (transaction) => {
    await found(transaction, {
      workspace: { id: workspace, name: 'Bench' },
      environments: [randomUUID(), randomUUID(), production],
      members: [
        {
          id: randomUUID(),
          member: { workspace, user, name: owner.name, userName: 'dana', email: owner.email, level: 'owner', environments: {}, integrations: {}, runs: {}, enabled: true, joinedAt: at },
        },
      ],
      at,
    });
    return fill(transaction, workspace, production, sizes);
  });
  await store.close();
  return { environment: production, integration };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [dataDir = '', ...numbers] = process.argv.slice(2);
  const [users = 0, activations = 0, connections = 0, accounts = 0] = numbers.map(Number);
  const { environment, integration } = await makeLargeWorkspace(dataDir, { users, activations, connections, accounts });
  console.log(`${environment} ${integration}`);
}
