import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assemble, takeApart } from './pieces.ts';

const leaf = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.string(),
  fc.string({ minLength: 1, maxLength: 4, unit: 'binary' }).map((text) => text.repeat(20_000)),
  fc.uint8Array(),
  fc.integer({ min: 0, max: 255 }).map((byte) => new Uint8Array(40_000).fill(byte)),
  fc.array(fc.string({ minLength: 1, maxLength: 9 }).map((text) => text.repeat(3000)), { maxLength: 20 }),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true })),
}));

test('QUERY-3 what is stored in pieces comes back as it was', () => {
  fc.assert(
    fc.property(value, (whole) => {
      const { outline, pieces } = takeApart(whole);
      const stored = pieces.map(({ kind, bytes }) => ({ kind, bytes: bytes().slice() }));
      expect(assemble(outline, stored)).toEqual(whole);
    }),
  );
});

test('no large buffer or text stays in the outline', () => {
  const { outline, pieces } = takeApart({ a: [new Uint8Array(1 << 20), 'x'.repeat(1 << 20)], b: { c: Array.from({ length: 10 }, () => new Float64Array(1000)) }, d: 1 });
  expect(pieces).toHaveLength(12);
  expect(JSON.stringify(outline).length).toBeLessThan(400);
});
