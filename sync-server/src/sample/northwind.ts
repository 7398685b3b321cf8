/** The sample workspace as rows: a function of the file of users beside this. */
import { Integration } from '@latchkey/shared/domain/integration';
import type { Member } from '@latchkey/shared/domain/member';
import Papa from 'papaparse';
import * as v from 'valibot';
import type { Founding } from '../records/founding.ts';
import { environmentNames } from '../records/founding.ts';
import { integrationRow } from '../records/rows.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Row } from '../store/store.ts';
import { catalogues, connectors, sharedByAccount } from './connectors.ts';
import { sampleMembers } from './members.ts';
import { activityOf } from './activity.ts';
import { appRows } from './app-accounts.ts';
import { furtherActivation, rowsOf, type Person, type Stage } from './people.ts';
import { chanceFor, idFor } from './random.ts';
import { runsOf } from './runs.ts';
import { invitationRows, staffRows, teamRows, viewRows, type Company } from './staff.ts';

const WORKSPACE = idFor('workspace');
const DAY = 86_400_000;
const FOUNDED = '2022-01-03T09:00:00.000Z';
const LABS_FOUNDED = '2026-09-01T09:00:00.000Z';
/** Over all environments. */
const ACTIVATIONS = 8_000;
/** Users of the environments that are not Production. */
const FEW: Readonly<Record<string, number>> = { Development: 24, Staging: 48 };

const environmentId = (name: string): string => idFor('environment', name);

/** @param users ids of the people who sign in, in the order of {@link sampleMembers} */
export function sampleFounding(users: readonly string[]): Founding {
  const members = sampleMembers.map(({ name, userName, email, level, environments }, index) => {
    const user = users[index];
    if (user === undefined) throw new Error(`${name} has no sign-in`);
    const levels = Object.fromEntries(Object.entries(environments).map(([environment, given]) => [environmentId(environment), given]));
    const member: Member = { workspace: WORKSPACE, user, name, userName, email, level, environments: levels, integrations: {}, runs: {}, enabled: true, joinedAt: FOUNDED };
    return { id: idFor('member', userName), member };
  });
  const [development, staging, production] = environmentNames.map(environmentId) as [string, string, string];
  return { workspace: { id: WORKSPACE, name: 'Northwind' }, environments: [development, staging, production], members, at: FOUNDED };
}

/**
 * A second workspace, with nothing in it yet: what somebody sees who is a member of several. One owner of the first is
 * switched off here.
 */
export function labsFounding(users: readonly string[]): Founding {
  const members = sampleMembers.slice(0, 2).map(({ name, userName, email, level }, index) => {
    const record = { workspace: idFor('labs'), user: users[index] ?? '', name, userName, email, level, environments: {}, integrations: {}, runs: {} };
    return { id: idFor('labs', 'member', userName), member: { ...record, enabled: index === 0, joinedAt: LABS_FOUNDED } };
  });
  const [development, staging, production] = environmentNames.map((name) => idFor('labs', 'environment', name)) as [string, string, string];
  return { workspace: { id: idFor('labs'), name: 'Northwind Labs' }, environments: [development, staging, production], members, at: LABS_FOUNDED };
}

/**
 * Every row of the sample beside its founding.
 * @param csv the text of `connected-users.csv`
 * @param now milliseconds since 1970: what waits for something, waits from shortly before
 */
export function* sampleRows(csv: string, now: number): Generator<Row> {
  const { people, newest } = readPeople(csv, now);
  const integrations: Row[] = [];
  let activations = 0;
  for (const name of environmentNames) {
    const environment = environmentId(name);
    const offered = integrationsOf(name);
    integrations.push(...offered);
    yield* offered;
    const stage: Stage = { workspace: WORKSPACE, environment, integrations: new Map(offered.map((row) => [String(row.record['connector']), row.id])), now: newest };
    const claimed = new Set<string>();
    const few = FEW[name];
    const theirs = people.slice(0, few ?? people.length).map((person, index) => (few === undefined ? person : { ...person, externalId: `test_${String(index + 1).padStart(4, '0')}` }));
    const activated = theirs.flatMap((person) => rowsOf(person, stage, claimed));
    activations += activated.filter(({ kind }) => kind === 'activation').length;
    yield* activated;
    for (const row of activated) if (row.kind === 'activation') yield* runsOf(row, now);
    if (few !== undefined) continue;
    for (const person of theirs.toReversed()) {
      const further = activations < ACTIVATIONS ? furtherActivation(person, stage) : null;
      if (further === null) continue;
      activations++;
      yield further;
    }
  }
  yield* companyRows(integrations, now);
}

/** Members, teams, invitations, views, and the accounts in apps. */
function* companyRows(integrations: readonly Row[], now: number): Generator<Row> {
  const [development, staging, production] = environmentNames.map(environmentId) as [string, string, string];
  const founder = (userName: string): string => idFor('member', userName);
  const company: Company = {
    ...{ workspace: WORKSPACE, environments: [development, staging, production], founded: FOUNDED, now },
    integrations: integrations.filter((row) => row.environment === production).map(({ id }) => id),
    founders: { olivia: founder('olivia'), oskar: founder('oskar'), adela: founder('adela'), mateo: founder('mateo'), mina: founder('mina') },
  };
  const staff = [...staffRows(company)];
  const members = [...sampleMembers.map(({ userName }) => ({ id: founder(userName), userName })), ...staff.map(({ id, record }) => ({ id, userName: String(record['userName']) }))];
  const teams = [...teamRows(company, members.map(({ id }) => id))];
  yield* [...staff, ...teams, ...invitationRows(company), ...viewRows(company)];
  for (const { id, record } of integrations) {
    yield* appRows({ workspace: WORKSPACE, id, integration: v.parse(Integration, record), members, teams: teams.map((team) => team.id), now });
  }
}

/** What was done in the sample's workspace until `now`. */
export const sampleActivity = (rows: readonly Row[], now: number): Generator<AuditEntry> => {
  const devices = ['Chrome on Windows', 'Safari on iPhone', 'Firefox on Linux'];
  const doers = sampleMembers.map(({ userName, name }, index) => ({ id: idFor('member', userName), name, deviceName: devices[index % devices.length] ?? '' }));
  const production = environmentId('Production');
  const [monitor, ...managers] = doers.toReversed();
  if (monitor === undefined) throw new Error('the sample has no members');
  return activityOf({ rows: rows.filter((row) => row.environment === production), managers, monitor, now });
};

function integrationsOf(name: (typeof environmentNames)[number]): readonly Row[] {
  const environment = environmentId(name);
  const offered = name === 'Production' ? connectors : connectors.filter((_, index) => index % (name === 'Staging' ? 2 : 4) === 0);
  return offered.map(({ slug, app, flow, group }) => {
    const chance = chanceFor('integration', environment, slug);
    const catalogue = catalogues[group];
    const roles = (catalogue?.roles ?? []).map((role) => [role.toLowerCase().replaceAll(' ', '-'), { name: role, description: null }]);
    return integrationRow(WORKSPACE, idFor('integration', environment, slug), {
      environment,
      name: `${app} → Northwind ${group}`,
      connector: slug,
      flow: { name: flow, url: `https://flows.northwind.example/${name.toLowerCase()}/${slug}` },
      configuration: { id: `cfg_${slug.replaceAll('-', '_')}_${name.slice(0, 3).toLowerCase()}`, name: `${app}, ${name}` },
      group,
      sharing: sharedByAccount.has(slug) ? 'account' : 'user',
      roles: Object.fromEntries(roles) as Record<string, { name: string; description: null }>,
      teamWord: catalogue?.teamWord ?? 'team',
      enabled: name !== 'Production' || chance() > 0.06,
      createdAt: FOUNDED,
    });
  });
}

/** Created as long before `now` as in the file before its newest, by whole days: so somebody is always new. */
function readPeople(csv: string, now: number): { readonly people: readonly Person[]; readonly newest: string } {
  const { data } = Papa.parse<Record<string, string>>(csv.replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true });
  const last = data.reduce((latest, { created_at: at = '' }) => (at > latest ? at : latest), '');
  const later = Math.floor((now - Date.parse(last)) / DAY) * DAY;
  const shifted = (at: string): string => new Date(Date.parse(at) + later).toISOString();
  const people = data.map((row) => {
    const statuses = split(row['connection_status']);
    const connections = split(row['integrations']).map((connector, index) => ({ connector, status: statuses[index] === 'invalid' ? ('invalid' as const) : ('valid' as const) }));
    const at = (column: string): string => row[column] ?? '';
    return { externalId: at('external_id'), name: at('name'), email: at('email'), account: at('account_id'), createdAt: shifted(at('created_at')), connections };
  });
  return { people, newest: shifted(last) };
}

const split = (cell: string | undefined): readonly string[] => (cell === undefined || cell === '' ? [] : cell.split(';'));
