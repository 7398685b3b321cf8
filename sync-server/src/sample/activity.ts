/** What the sample's members did over the last weeks, for the audit log: each entry is chained when it is loaded. Pure. */
import { activationName } from '@latchkey/shared/domain/record-name';
import { nameOf } from '../records/names.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Row } from '../store/store.ts';
import { chanceFor, idFor, pick } from './random.ts';

const ENTRIES = 400;
/** Milliseconds over which they are spread. */
const SPAN = 45 * 86_400_000;

export interface Doer {
  readonly id: string;
  readonly name: string;
  readonly deviceName: string;
}

export interface Past {
  /** Rows to have been changed. */
  readonly rows: readonly Row[];
  /** Who manages, and who only monitors: theirs were refused. */
  readonly managers: readonly Doer[];
  readonly monitor: Doer;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The switches that the sample tells of, kind by kind. */
const deeds: Readonly<Partial<Record<Row['kind'], readonly string[]>>> = {
  connectedUser: ['connectedUser.setEnabled'],
  integration: ['integration.setEnabled'],
  activation: ['activation.setEnabled'],
  appAccount: ['appAccount.setExempted', 'appAccount.setProtected'],
};

/** The element that each of them sets. */
const elements: Readonly<Record<string, string>> = {
  'connectedUser.setEnabled': 'enabled',
  'integration.setEnabled': 'enabled',
  'activation.setEnabled': 'enabled',
  'appAccount.setExempted': 'desired/exempted',
  'appAccount.setProtected': 'desired/protected',
};

/** Entries in the order in which they happened. Now and then one action is about several records: they share a thread. */
export function* activityOf({ rows, managers, monitor, now }: Past): Generator<AuditEntry> {
  const chance = chanceFor('activity');
  const known = rows.filter(({ kind }) => kind in deeds);
  const records = new Map(rows.map(({ id, record }) => [id, record]));
  const recordOf = (id: unknown) => records.get(String(id)) ?? null;
  const called = (row: Row): string => (row.kind === 'activation' ? activationName(row.record, recordOf(row.record['integration']), recordOf(row.record['user'])) : nameOf(row));
  for (let n = 0; n < ENTRIES; ) {
    const at = new Date(now - SPAN + Math.floor((n / ENTRIES) * SPAN)).toISOString();
    const doer = chance() < 0.04 ? monitor : pick(chance, managers);
    const subject = pick(chance, known);
    const alike = chance() < 0.05 ? known.filter(({ kind, environment }) => kind === subject.kind && environment === subject.environment).slice(0, 12) : [subject];
    const deed: Deed = { at, thread: idFor('thread', String(n)), action: pick(chance, deeds[subject.kind] ?? []), on: chance() < 0.5 };
    for (const row of alike) {
      const other = deed.on && chance() < 0.06 ? pick(chance, managers.filter((manager) => manager !== doer)) : null;
      yield { ...entryOf(row, called(row), doer, deed, other), ...(doer === monitor ? refused : {}) };
      n++;
    }
  }
}

const refused = { outcome: 'refused', detail: 'forbidden: Only those who manage this may change it.' } as const;

/** A switch that was set, for one record or several. */
interface Deed extends Pick<AuditEntry, 'at' | 'thread' | 'action'> {
  readonly on: boolean;
}

/** @param called the record, as a person would call it @param other whose edit stands instead, or null */
function entryOf(row: Row, called: string, doer: Doer, { at, thread, action, on }: Deed, other: Doer | null): AuditEntry {
  return {
    ...{ workspace: row.workspace, environment: row.environment, at, thread, action },
    ...{ actor: { kind: 'member', id: doer.id, name: doer.name }, device: idFor('device', doer.id), deviceName: doer.deviceName, subject: { kind: row.kind, id: row.id, name: called } },
    element: elements[action],
    before: !on,
    ...(other === null
      ? { after: on, outcome: 'applied', detail: null }
      : { after: !on, outcome: 'superseded', detail: `asked for ${on ? 'on' : 'off'}; the edit of ${other.name} stands` }),
  };
}
