import { expect, test } from 'vitest';
import { definitions } from '../edits/definitions.ts';
import { everyEdit, unknownIds } from '../testing/every-edit.ts';
import { detailOf, wordOf } from './values.ts';

const switches = everyEdit(unknownIds).flatMap(({ name, args }) => {
  const { path, value, unset } = definitions.get(name)?.element(args) ?? { path: '', value: null };
  return typeof value === 'boolean' ? [{ name, path, values: unset === undefined ? [value] : [true, false, null] }] : [];
});

test.each(switches)('AUDIT-3 EDIT-13 what $name sets has words, left out or not', ({ path, values }) => {
  for (const value of values) expect(wordOf(path, value)).toMatch(/^[A-Z]/);
});

test.each([
  ['enabled', false, 'Disabled'],
  ['desired/roles/enabled', true, 'Has it'],
  ['desired/roles/offered', null, 'Does not have it'],
  ['roles/editor/offered', false, 'Not offered'],
  ['runs/integration~1i/view', true, 'May view'],
  ['runs/group~1Sales/run', null, 'May not start'],
  ['environments/e', null, 'None'],
  ['level', 'owner', 'Account owner'],
  ['level', null, undefined],
  ['group', 'Sales', undefined],
  ['somethingElse', true, undefined],
])('AUDIT-3 %s %s is called %s', (element, value, said) => {
  expect(wordOf(element, value)).toBe(said);
});

test.each([
  ['superseded', 'enabled', 'asked for on; the edit of Max stands', 'Asked for “Enabled”; the edit of Max stands'],
  ['superseded', 'enabled', 'asked for false; the edit of Max stands', 'Asked for “Disabled”; the edit of Max stands'],
  ['superseded', 'environments/e', 'asked for manage; the edit of Max stands', 'Asked for “Manage”; the edit of Max stands'],
  ['superseded', 'removed', 'asked for its removal; the edit of Max stands', 'Asked for its removal; the edit of Max stands'],
  ['superseded', null, 'asked for on; the edit of Max stands', 'Asked for on; the edit of Max stands'],
  ['refused', 'enabled', 'forbidden: Only those who manage this may change it.', 'Only those who manage this may change it.'],
] as const)('AUDIT-3 why is said in words, in entries of before too: %s, %s, %s', (outcome, element, detail, said) => {
  expect(detailOf({ outcome, element, detail })).toBe(said);
});
