import { expect, test } from 'vitest';
import { readAddresses } from './addresses.ts';

test('addresses are read as people paste them: with names, apart by anything, each once', () => {
  const { good, wrong } = readAddresses('ada@x.example, "Hopper, Grace" <grace@x.example>;\nADA@x.example, mary@x.example Alan T. <alan@x.example>\n');
  expect([good, wrong]).toEqual([['ada@x.example', 'grace@x.example', 'mary@x.example', 'alan@x.example'], []]);
});

test('each that is no address is named as it was written', () => {
  expect(readAddresses('ada@x.example ada@ @x.example someone ada@@x.example')).toEqual({ good: ['ada@x.example'], wrong: ['ada@', '@x.example', 'someone', 'ada@@x.example'] });
  expect(readAddresses(' \n,; ')).toEqual({ good: [], wrong: [] });
});
