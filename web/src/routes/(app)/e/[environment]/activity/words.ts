/** Entries of the audit log, in words. */
import { deedOf, kindWords, theWorkspace } from '@latchkey/shared/protocol/deeds';
import type { ActivityEntry, Outcome } from '@latchkey/shared/protocol/activity';
import { wordOf } from '@latchkey/shared/protocol/values';
import type { Tone } from '$lib/parts/Chip.svelte';
import { fields } from '$lib/words/edits-integrations.ts';
import { count } from '$lib/words/numbers.ts';
import { dateAndTime } from '$lib/words/times.ts';
import type { ActivityRow, Names } from './log.ts';

export const outcomes: Readonly<Record<Outcome, { readonly word: string; readonly tone: Tone }>> = {
  applied: { word: 'Applied', tone: 'good' },
  refused: { word: 'Refused', tone: 'bad' },
  superseded: { word: 'Superseded', tone: 'waiting' },
};

/** What an id in an entry is called: a role by its integration's catalogue. */
const nameIn = ({ subject }: Pick<ActivityEntry, 'subject'>, names: Names, id: string): string | undefined => names[`${subject?.id} ${id}`] ?? names[id];

/** The step of an element's path that says which, by its name where it has one: the role, the integration, the member that it is about. */
function elementName(entry: ActivityEntry, names: Names): string {
  const steps = (entry.element ?? '').split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const named = steps.map((step) => nameIn(entry, names, step.replace(/^(integration|group)\//, ''))).find((name) => name !== undefined);
  return named ?? (steps[0] === 'roles' ? steps[1] : steps.at(-1)) ?? '';
}

/** What is about one of several: a role, a level on one integration. */
const ofOne = new Set(['member.setEnvironmentLevel', 'member.setIntegrationLevel', 'member.setRunRight', 'member.setNotifications', 'appAccount.setRole', 'team.setMember', 'team.setIntegrationLevel', 'invitation.setIntegrationLevel', 'integration.addRole', 'integration.configureRole', 'integration.setRoleOffered']);

/** `Disabled`, `Role admin`. */
export function saidAction(entry: ActivityEntry, names: Names): string {
  if (entry.action === 'integration.configure' && entry.element !== null) return `Configured ${fields[entry.element] ?? 'a field'}`;
  const words = deedOf(entry);
  return ofOne.has(entry.action) && entry.element !== null ? `${words} ${elementName(entry, names)}` : words;
}

/** `Connected user`. */
export const saidKind = (kind: string): string => kindWords[kind] ?? kind;

/** What edits of a name do, whatever they set: `App user: Role`. */
export function saidDeed(action: string): string {
  const words = deedOf({ action, after: null, outcome: 'refused' });
  const [subject = ''] = action.replace(/^rest\.(put|remove)(.)/, (_, _deed, initial: string) => initial.toLowerCase()).split('.');
  const kind = kindWords[subject];
  return kind === undefined ? words : `${kind}: ${words}`;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A moment as it is stored. */
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** @param path the element, or the field of a record, whose value it is */
function saidValue(value: unknown, path: string, entry: ActivityEntry, names: Names, moment: Moment): string {
  const word = wordOf(path, value);
  if (word !== undefined) return word;
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return INSTANT.test(value) ? moment(value) : (nameIn(entry, names, value) ?? value);
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** `membersMayInvite` as `Members may invite`. */
const saidField = (field: string): string =>
  field === 'silentDays' ? 'Days without contact' : field.charAt(0).toLocaleUpperCase() + field.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLocaleLowerCase()}`);

/** What changed, part by part: one of the value itself, or of each field of a record that is not as it was. */
export interface Changed {
  readonly field: string | null;
  readonly before: string;
  readonly after: string;
}

/** Names come first, ids last. */
const rankOf = (field: string): number => (field === 'name' ? 0 : field === 'id' ? 2 : 1);

/** How a moment, ISO 8601, is said. */
type Moment = (at: string) => string;
const read: Moment = (at) => dateAndTime(Date.parse(at));

export function changesOf(entry: ActivityEntry, names: Names, moment = read): readonly Changed[] {
  const { before, after, element, subject } = entry;
  const said = (field: string | null, path: string, was: unknown, is: unknown): readonly Changed[] => {
    const changed = { field, before: saidValue(was, path, entry, names, moment), after: saidValue(is, path, entry, names, moment) };
    return changed.before === changed.after ? [] : [changed];
  };
  // Of a record that is not there nothing is known: it is not as if the element had been left out.
  if (!isRecord(before) && !isRecord(after)) return said(null, element ?? '', subject === null ? undefined : before, after);
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted((a, b) => rankOf(a) - rankOf(b));
  return fields.flatMap((field) => said(saidField(field), field, was[field], is[field]));
}

/** `Disabled → Enabled`, `Email: a@x → b@x and 2 more`. */
export function saidChange(entry: ActivityEntry, names: Names, moment = read): string {
  const [first, ...others] = changesOf(entry, names, moment);
  if (first === undefined) return '';
  const said = `${first.field === null ? '' : `${first.field}: `}${first.before} → ${first.after}`;
  return others.length === 0 ? said : `${said} and ${others.length} more`;
}

export const sizeOf = ({ outcomes: { applied, refused, superseded } }: ActivityRow): number => applied + refused + superseded;

/** The name of what an entry is about. */
export const subjectName = ({ subject }: ActivityEntry, names: Names): string => (subject === null ? theWorkspace : (names[subject.id] ?? subject.name));

/** What the row is about: its subject, and how many more of the thread. */
export function saidSubject(row: ActivityRow): string {
  const others = sizeOf(row) - 1;
  const name = subjectName(row.first, row.names);
  return others === 0 ? name : `${name} and ${count(others)} more`;
}

/** The outcomes of a row that stand out, worst first: where all were applied, that one. */
export const outcomesOf = ({ outcomes: found }: ActivityRow): readonly Outcome[] => {
  const unusual = (['refused', 'superseded'] as const).filter((outcome) => found[outcome] > 0);
  return unusual.length === 0 ? ['applied'] : unusual;
};

/** What is said of entries that are left out, by their sequences; null where there are none. */
export function saidDamage(damaged: readonly number[]): string | null {
  if (damaged.length === 0) return null;
  const numbers = damaged.toSorted((a, b) => a - b).map(count).join(', ');
  return `${damaged.length === 1 ? `Entry ${numbers} is not as it was` : `Entries ${numbers} are not as they were`} written, and left out here. Compare with a back-up.`;
}
