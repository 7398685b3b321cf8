/** The sample workspace as rows: a function of the file of users beside this. */
import type { Member } from '@latchkey/shared/domain/member';
import Papa from 'papaparse';
import type { Founding } from '../records/founding.ts';
import { environmentNames } from '../records/founding.ts';
import { integrationRow } from '../records/rows.ts';
import type { Row } from '../store/store.ts';
import { catalogues, connectors, sharedByAccount } from './connectors.ts';
import { sampleMembers } from './members.ts';
import { rowsOf, type Person, type Stage } from './people.ts';
import { chanceFor, idFor } from './random.ts';

const WORKSPACE = idFor('workspace');
/** The day on which the sample was taken: the day after the file's last user was created. */
const NOW = '2026-11-20T08:00:00.000Z';
const FOUNDED = '2022-01-03T09:00:00.000Z';
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

/** Every row of the sample's environments. @param csv the text of `connected-users.csv` */
export function* sampleRows(csv: string): Generator<Row> {
  const people = readPeople(csv);
  for (const name of environmentNames) {
    const environment = environmentId(name);
    const offered = name === 'Production' ? connectors : connectors.filter((_, index) => index % (name === 'Staging' ? 2 : 4) === 0);
    const rows = offered.map(({ slug, app, flow, group }) => {
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
    yield* rows;
    const integrations = new Map(rows.map((row) => [String(row.record['connector']), row.id]));
    const stage: Stage = { workspace: WORKSPACE, environment, integrations, now: NOW };
    const claimed = new Set<string>();
    const few = FEW[name];
    for (const [index, person] of people.slice(0, few ?? people.length).entries()) {
      yield* rowsOf(few === undefined ? person : { ...person, externalId: `test_${String(index + 1).padStart(4, '0')}` }, stage, claimed);
    }
  }
}

function readPeople(csv: string): readonly Person[] {
  const { data } = Papa.parse<Record<string, string>>(csv.replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true });
  return data.map((row) => {
    const statuses = split(row['connection_status']);
    const connections = split(row['integrations']).map((connector, index) => ({ connector, status: statuses[index] === 'invalid' ? ('invalid' as const) : ('valid' as const) }));
    const at = (column: string): string => row[column] ?? '';
    return { externalId: at('external_id'), name: at('name'), email: at('email'), account: at('account_id'), createdAt: at('created_at'), connections };
  });
}

const split = (cell: string | undefined): readonly string[] => (cell === undefined || cell === '' ? [] : cell.split(';'));
