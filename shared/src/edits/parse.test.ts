import { describe, expect, test } from 'vitest';
import { everyEdit, unknownIds } from '../testing/every-edit.ts';
import { parseEdit } from './parse.ts';

const good = {
  id: '11111111-1111-4111-8111-111111111111',
  device: '22222222-2222-4222-8222-222222222222',
  sequence: 1,
  name: 'connectedUser.setEnabled',
  args: { user: 'u1', enabled: false },
  document: 'production',
  epoch: 'e1',
  base: 4,
  at: 1_700_000_000_000,
  thread: '33333333-3333-4333-8333-333333333333',
};

test('EDIT-2 a good edit parses', () => {
  expect(parseEdit(good)).toMatchObject({ ok: true, args: { user: 'u1', enabled: false } });
});

describe('CASE-6 a bad edit names the field and what would be right', () => {
  const cases: readonly (readonly [what: string, input: unknown, field: string, message: string | RegExp])[] = [
    ['no object', 'text', 'edit', 'edit: must be an object, in curly brackets'],
    ['null', null, 'edit', 'edit: must be an object, in curly brackets'],
    ['arguments that are none', { ...good, args: 'u1' }, 'args', 'args: must be an object, in curly brackets'],
    ['an absent field', (({ base: _, ...rest }) => rest)(good), 'base', 'base: is missing'],
    ['an unknown field', { ...good, admin: true }, 'admin', 'admin: is not a field of this'],
    ['an unknown argument', { ...good, args: { ...good.args, level: 'owner' } }, 'args.level', 'args.level: is not a field of this'],
    ['a wrong argument', { ...good, args: { user: 'u1', enabled: 'no' } }, 'args.enabled', 'args.enabled: must be true or false'],
    ['NaN', { ...good, at: Number.NaN }, 'at', 'at: must be a whole number'],
    ['a fraction', { ...good, sequence: 1.5 }, 'sequence', 'sequence: must be a whole number'],
    ['half a surrogate pair', { ...good, args: { user: '\ud800', enabled: true } }, 'args.user', /well-formed Unicode/],
    ['NUL', { ...good, args: { user: 'a\0b', enabled: true } }, 'args.user', /control characters/],
    ['a text of 1 MB', { ...good, args: { user: 'x'.repeat(1 << 20), enabled: true } }, 'args.user', /at most 200 characters/],
    ['an unknown name', { ...good, name: 'member.makeOwner' }, 'name', /no edit called 'member.makeOwner'/],
    ['a name of Object.prototype', { ...good, name: 'constructor' }, 'name', /no edit called/],
    ['a nested argument', { ...good, args: { user: { id: 'u1' }, enabled: true } }, 'args.user', 'args.user: must be text, a number, true, false or null'],
    ['a field that there is not', { ...good, name: 'integration.configureRole', args: { integration: 'i1', role: 'r1', field: 'offered', value: 'no' } }, 'args.field', 'args.field: must be name or description'],
    ['a presence that there is not', { ...good, name: 'appTeam.setPresence', args: { appTeam: 't1', presence: 'away' } }, 'args.presence', 'args.presence: must be present or gone'],
  ];
  test.each(cases)('%s', (_, input, field, message) => {
    const parsed = parseEdit(input);
    expect(parsed).toMatchObject({ ok: false, field });
    if (!parsed.ok) expect(parsed.message).toMatch(message);
  });
});

const naming = everyEdit(unknownIds).flatMap(({ name, args }) =>
  ['name', 'group', 'value'].filter((argument) => Object.hasOwn(args, argument)).map((argument) => ({ name, args, argument })),
);
test.each(naming)('EDIT-16 $name takes no $argument that does not show', ({ name, args, argument }) => {
  expect(parseEdit({ ...good, name, args })).toMatchObject({ ok: true });
  expect(parseEdit({ ...good, name, args: { ...args, [argument]: '\u3000' } })).toMatchObject({ ok: false, field: `args.${argument}` });
});

/** Nothing takes all of these, and each is of another kind. */
const wrong = [null, 5.5, true, '', 'x'.repeat(3_000), '\ud800', [], {}];
test.each(everyEdit(unknownIds))('EDIT-2 whatever $name is given in the place of what it takes, it is refused in plain words', ({ name, args }) => {
  const inputs = Object.keys(args).map((argument) => [undefined, ...wrong].map((value) => ({ ...good, name, args: { ...args, [argument]: value } })));
  const envelopes = Object.keys(good).map((field) => wrong.map((value) => ({ ...good, [field]: value })));
  for (const ofOne of [...inputs, ...envelopes, wrong]) {
    const refused = ofOne.map(parseEdit).filter((parsed) => !parsed.ok);
    expect(refused).not.toEqual([]);
    for (const { message } of refused) expect(message).toMatch(/^[\w.]+: (is|must|may) (?!.*(Expected|received|[<>=]))/);
  }
});
