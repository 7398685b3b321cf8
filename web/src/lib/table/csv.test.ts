import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

const columns = [
  { title: 'Name', text: (row: { name: string }) => row.name },
  { title: 'Note', text: () => 'a "quoted", word' },
];
const cell = (name: string): string | undefined => /^"((?:[^"]|"")*)"/.exec(toCsv(columns, [{ name }]).split('\uFEFF')[1]?.split('\r\n').slice(1).join('\r\n') ?? '')?.[1];

describe('CASE-59 FILE-2 what a spreadsheet would run is neutralised', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\n=1', '\r=1', ' =1', '\u00a0=1', '＝1', '＋1', '－1', '＠x', '   @x'])('%j', (name) => {
    expect(cell(name)).toBe(`'${name}`);
  });
  it.each(['Ada', "O'Brien", 'a=b', '李小龍', ''])('%j stays as it is', (name) => {
    expect(cell(name)).toBe(name);
  });
});

it('FILE-2 an export opens in a spreadsheet: byte-order mark, CRLF, quotes doubled', () => {
  expect(toCsv(columns, [{ name: 'Ada' }])).toBe('\uFEFF"Name","Note"\r\n"Ada","a ""quoted"", word"');
});

it('FILE-3 a column may be written otherwise than it reads', () => {
  const members = { title: 'Members', text: () => '4,998', exported: () => '4998' };
  expect(toCsv([members, ...columns.slice(0, 1)], [{ name: 'Ada' }])).toBe('\uFEFF"Members","Name"\r\n"4998","Ada"');
});

it('FILE-3 a column that says nothing is not written', () => {
  const actions = { title: 'Actions', text: () => '', exported: null };
  expect(toCsv([actions, ...columns.slice(0, 1)], [{ name: 'Ada' }])).toBe('\uFEFF"Name"\r\n"Ada"');
});
