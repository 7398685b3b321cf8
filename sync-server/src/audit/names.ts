/** What the records are called that entries of the audit log name by their id alone, and those that have no name of their own. */
import { elementOf, pathOf, stepsOf } from '@latchkey/shared/edits/apply';
import type { Kind } from '@latchkey/shared/domain/kinds';
import { fullNameOf, rowUnlessDamaged } from '../records/names.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Reader } from '../store/store.ts';

/** Elements that are one of a set: what the set is of. */
const sets: Readonly<Record<string, Kind | 'environment'>> = { environments: 'environment', integrations: 'integration', notifications: 'integration', members: 'member' };
/** Elements whose value is a record's id. */
const references: Readonly<Record<string, Kind>> = { member: 'member', team: 'team' };

type Named = readonly [kind: Kind | 'environment', id: string];

const namedIn = (entry: AuditEntry): readonly Named[] => {
  const { subject } = entry;
  const nameless = subject?.kind === 'activation' || subject?.kind === 'run' ? [[subject.kind, subject.id] as const] : [];
  return [...nameless, ...namedByElement(entry)];
};

function namedByElement({ element, before, after }: AuditEntry): readonly Named[] {
  if (element === undefined) return [];
  const [first = '', second] = stepsOf(element);
  const set = sets[first];
  if (set !== undefined && second !== undefined) return [[set, second]];
  if (first === 'runs' && second?.startsWith('integration/') === true) return [['integration', second.slice('integration/'.length)]];
  const kind = references[first];
  return kind === undefined ? [] : [before, after].flatMap((value) => (typeof value === 'string' ? [[kind, value] as const] : []));
}

/** The roles that an entry names, of the integration that its subject is, or is of. */
function rolesIn({ subject, element = '', before, after }: AuditEntry): readonly string[] {
  const [first, second, third] = stepsOf(element);
  if (subject?.kind === 'integration') return first === 'roles' && second !== undefined ? [second] : [];
  if (subject?.kind === 'appAccount') return first === 'desired' && second === 'roles' && third !== undefined ? [third] : [];
  return subject?.kind === 'appTeam' && first === 'role' ? [before, after].filter((role) => typeof role === 'string') : [];
}

/** Under `{subject} {role}`: two integrations may call roles of one id differently. */
async function roleNames(reader: Reader, workspace: string, entry: AuditEntry): Promise<Readonly<Record<string, string>>> {
  const { subject } = entry;
  const roles = rolesIn(entry);
  const row = subject === null || roles.length === 0 ? undefined : await rowUnlessDamaged(reader, subject.kind, subject.id);
  if (row === undefined || row.workspace !== workspace) return {};
  const integration = row.kind === 'integration' ? row : await rowUnlessDamaged(reader, 'integration', row.record['integration']);
  const named = roles.flatMap((role) => {
    const name = elementOf(integration?.record ?? {}, pathOf('roles', role, 'name'));
    return typeof name === 'string' ? [[`${row.id} ${role}`, name] as const] : [];
  });
  return Object.fromEntries(named);
}

/** Those that are gone are called what they were; damaged ones, those never there and those of other workspaces are left out. */
export async function namesIn(reader: Reader, workspace: string, entries: readonly AuditEntry[]): Promise<Readonly<Record<string, string>>> {
  const named = new Map(entries.flatMap(namedIn).map(([kind, id]) => [id, kind]));
  const names: Record<string, string> = {};
  for (const [id, kind] of named) {
    const name = kind === 'environment' ? await nameOfEnvironment(reader, workspace, id) : await nameInWorkspace(reader, workspace, kind, id);
    if (typeof name === 'string') names[id] = name;
  }
  for (const entry of entries) Object.assign(names, await roleNames(reader, workspace, entry));
  return names;
}

async function nameOfEnvironment(reader: Reader, workspace: string, id: string): Promise<unknown> {
  const record = await reader.environment(id);
  return record?.['workspace'] === workspace ? record['name'] : null;
}

async function nameInWorkspace(reader: Reader, workspace: string, kind: Kind, id: string): Promise<string | null> {
  const row = await rowUnlessDamaged(reader, kind, id);
  if (row?.workspace !== workspace) return null;
  return fullNameOf(reader, row);
}
