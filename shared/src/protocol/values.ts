/** What the values of elements are called in the audit log: what was, what is, and what an edit that lost had asked for. */
import { scopedLevels, workspaceLevels } from '../domain/level-words.ts';
import type { ActivityEntry } from './activity.ts';

/** By the element's path. `null` is what the record leaves out (EDIT-13); a value without words is said as it is stored. */
const elements: readonly (readonly [element: RegExp, words: Readonly<Record<string, string>>])[] = [
  [/^enabled$/, { true: 'Enabled', false: 'Disabled' }],
  [/^removed$/, { true: 'Not there', false: 'There' }],
  [/^desired\/presence$/, { present: 'Has access', gone: 'No access' }],
  [/^desired\/roles\//, { true: 'Has it', false: 'Does not have it', null: 'Does not have it' }],
  [/^desired\/exempted$/, { true: 'Exempted', false: 'Not exempted' }],
  [/^desired\/protected$/, { true: 'Protected', false: 'Not protected' }],
  [/^presence$/, { present: 'There', gone: 'Not there', null: 'There' }],
  [/^roles\/[^/]+\/offered$/, { true: 'Offered', false: 'Not offered', null: 'Offered' }],
  [/^members\//, { true: 'In it', false: 'Not in it', null: 'Not in it' }],
  [/^runs\/[^/]+\/view$/, { true: 'May view', false: 'May not view', null: 'May not view' }],
  [/^runs\/[^/]+\/run$/, { true: 'May start', false: 'May not start', null: 'May not start' }],
  [/^notifications\//, { true: 'On', false: 'Off', null: 'Off' }],
  [/^settled\//, { true: 'Read', null: 'Not read' }],
  [/^status$/, { valid: 'Valid', invalid: 'Invalid', pending: 'Pending', accepted: 'Accepted', dismissed: 'Dismissed', expired: 'Expired', revoked: 'Revoked' }],
  [/^level$/, workspaceLevels],
  [/^(environments|integrations)\//, { ...scopedLevels, null: scopedLevels.none }],
];

/** What a value of the element is called; undefined where it has no words of its own. */
export const wordOf = (element: string, value: unknown): string | undefined => elements.find(([path]) => path.test(element))?.[1][String(value)];

/** How the log writes down what a switch was asked to be, now and before. */
const switched: Readonly<Record<string, boolean>> = { on: true, off: false, true: true, false: false };

/** Why, as people would say it: a reason's name for programs is left out, and what was asked for is called as it is everywhere. */
export function detailOf({ detail, outcome, element }: Pick<ActivityEntry, 'detail' | 'outcome' | 'element'>): string | null {
  if (detail === null) return null;
  if (outcome === 'refused') return detail.replace(/^[a-z-]+: /, '');
  const said = detail.replace(/^asked for ([^;]+);/, (all, asked: string) => {
    const word = wordOf(element ?? '', switched[asked] ?? asked);
    return word === undefined ? all : `asked for “${word}”;`;
  });
  return `${said.charAt(0).toLocaleUpperCase()}${said.slice(1)}`;
}
