import { limits } from '@latchkey/shared/protocol/limits';
import { describe, expect, test } from 'vitest';
import { parseUsers } from './csv.ts';

const parse = (text: string) => parseUsers(text, () => Promise.resolve());
const BOM = '\ufeff';

describe('CASE-58 FILE-1 reading a CSV file', () => {
  test('BOM, CRLF, quotes with commas, quotation marks and line breaks inside', async () => {
    const file = await parse(`${BOM}external_id,name,email\r\n"a ""1""","O'Brien, ""Bobby"" Tables",bob@x.example\r\nb,,\r\n`);
    expect(file).toEqual({
      rows: 2,
      tooLong: false,
      errors: [],
      users: [
        { row: 2, externalId: 'a "1"', profile: { name: 'O\'Brien, "Bobby" Tables', email: 'bob@x.example', createdAt: undefined } },
        { row: 3, externalId: 'b', profile: { name: null, email: null, createdAt: undefined } },
      ],
    });
  });

  test("the headings that our own export writes, in any order and case, and its neutralised cells", async () => {
    const file = await parse(`CREATED,Account,Email,Name,External id,Status\n2026-02-21T19:04:07.533Z,acc_1,a@x.example,'=SUM(A1),'+49 171,valid\n`);
    expect(file.users).toEqual([
      { row: 2, externalId: '+49 171', profile: { account: 'acc_1', email: 'a@x.example', name: '=SUM(A1)', createdAt: '2026-02-21T19:04:07.533Z' } },
    ]);
  });

  test('columns that are absent leave a field as it is; an empty cell empties it', async () => {
    const [user] = (await parse('external_id,name\na,\n')).users;
    expect(user?.profile).toEqual({ name: null, createdAt: undefined });
  });

  test.each([
    ['', 'external_id', /is missing/],
    ['name,email\nx,y@z', 'external_id', /is missing: .* it has name, email/],
    ['external_id,External id\na,b', 'external_id', /column twice/],
  ])('a header that can not be used: %j', async (text, field, message) => {
    const { errors, users } = await parse(text);
    expect(errors).toEqual([{ row: 1, field, message: expect.stringMatching(message) as string }]);
    expect(users).toEqual([]);
  });

  test.each([
    ['a,b', 2, 'row', /2 cells where the header has 3/],
    ['a,b,c,d', 2, 'row', /4 cells where the header has 3/],
    [',b,c@d', 2, 'external_id', /must not be empty/],
    ['a,b,nobody', 2, 'email', /must be an e-mail address/],
    ['a,b\u0007,c@d', 2, 'name', /control characters/],
    ['a,"b\nc",c@d', 2, 'name', /line breaks/],
    [`a,${'b'.repeat(201)},c@d`, 2, 'name', /at most 200/],
    ['a, ,c@d', 2, 'name', /only blanks/],
    ['a,b\u202ec,c@d', 2, 'name', /direction of the text/],
    ['a,b,c@d\n\na,e,f@g', 4, 'external_id', /the same as in row 2/],
    ['a,"b,c@d', 2, 'row', /quotation mark/],
  ])('a row that is wrong: %j', async (line, row, field, message) => {
    const { errors, users } = await parse(`external_id,name,email\n${line}`);
    expect(errors).toContainEqual({ row, field, message: expect.stringMatching(message) as string });
    expect(users).toEqual([]);
  });

  test.each([
    ['100,001 rows', limits.importRows + 1, '\n', true],
    ['100,000 rows, and as many blank lines', limits.importRows, '\n'.repeat(limits.importRows), false],
    ['100,000 rows, and more blank lines than that', limits.importRows, '\n'.repeat(limits.importRows + 2), true],
  ])('%s: told whether it is too long', async (_, rows, end, tooLong) => {
    const lines = Array.from({ length: rows }, (_, i) => `id${i}`);
    expect(await parse(`external_id\n${lines.join('\n')}${end}`)).toMatchObject({ tooLong, errors: [] });
  });

  test.each(['\n', '\r', '\r\n'])('CASE-7 millions of lines that end with %j are refused without being parsed', async (end) => {
    expect(await parse(`external_id${end}${`x${end}`.repeat(5_000_000)}`)).toEqual({ rows: 0, tooLong: true, users: [], errors: [] });
  });

  test.each([',', '"', '"",', 'x'])('CASE-7 millions of %j, which are one row, are refused by it', async (unit) => {
    const { errors } = await parse(unit.repeat(limits.importBytes / unit.length));
    expect(errors).toEqual([{ row: 1, field: 'row', message: expect.stringMatching(/^is longer than/) as string }]);
    const below = await parse(`external_id\na\n${unit.repeat(limits.importBytes / unit.length)}`);
    expect(below.errors).toEqual([{ row: 3, field: 'row', message: expect.stringMatching(/^is longer than/) as string }]);
  });

  test('one wrong row of many: no users, every wrong row told, in order', async () => {
    const lines = Array.from({ length: 5_000 }, (_, i) => (i % 1_000 === 7 ? `id${i},x,no` : `id${i},x,a@b.example`));
    const { rows, users, errors } = await parse(`external_id,name,email\n${lines.join('\n')}\n`);
    expect([rows, users.length, errors.map(({ row }) => row)]).toEqual([5_000, 0, [9, 1_009, 2_009, 3_009, 4_009]]);
  });
});
