import { expect, test } from 'vitest';
import { suggestedMembers } from './suggested-members.ts';

const person = (id: string, name: string, userName: string) => ({ id, name, userName, email: `${userName}@northwind.example` });
const people = [person('m1', 'Ana Moreno', 'ana'), person('m2', 'Åse Ødegård', 'aseo'), person('m3', 'Max Weber', 'max.weber')];
const of = (username: string) => suggestedMembers(username, people).map(({ id, by }) => `${id} by ${by}`);

test.each([
  ['ANA@northwind.example', ['m1 by email']],
  ['ana.moreno@partner.example', ['m1 by name']],
  ['ase_odegard', ['m2 by name']],
  ['aseo+crm@elsewhere.example', ['m2 by name']],
  ['maxweber@gmail.example', ['m3 by name']],
  ['moreno', []],
  ['+@example.com', []],
])('an account %s is suggested to %j: by e-mail, then by name', (username, expected) => {
  expect(of(username)).toEqual(expected);
});

test('who has the address comes before who has the name', () => {
  const namesake = { ...person('m4', 'Ana', 'other'), email: 'max.weber@northwind.example' };
  expect(suggestedMembers('max.weber@northwind.example', [{ ...person('m5', 'Max Weber', 'mw') }, namesake]).map(({ id }) => id)).toEqual(['m4', 'm5']);
});
