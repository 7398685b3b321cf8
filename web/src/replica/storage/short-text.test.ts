import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortText } from './short-text.ts';

test('a short text is read as a decoder of UTF-8 reads it, or left to one', () => {
  const text = fc.oneof(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'é', 'a'.repeat(4097), '\u0000\u007f'));
  fc.assert(
    fc.property(text, (written) => {
      const ascii = [...written].every((unit) => unit <= '\u007f');
      expect(shortText(new TextEncoder().encode(written))).toBe(ascii && written.length <= 4096 ? written : null);
    }),
  );
});
