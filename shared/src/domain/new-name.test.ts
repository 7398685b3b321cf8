import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { NewName } from './new-name.ts';
import { Id, Name } from './text.ts';

const why = (schema: typeof Name | typeof NewName, name: string) => v.safeParse(schema, name).issues?.[0].message;

describe('EDIT-16 a name that is given', () => {
  test.each([
    ...['Ada', 'Ada Okonkwo', 'Łucja Żak', '山田 太郎', '👩‍💻', '⭐️', '.', '0'],
    ...['שרה לוי', 'ליאת (Liat) 2', 'فاطمة الزهراء', 'می‌خواهم', 'Acme\u200f שלום', 'A\u200eB', 'क्‍ष'],
  ])('%s is one', (name) => expect(why(NewName, name)).toBeUndefined());

  test.each([' ', '\u00a0', '\u3000\u2003 ', '\u200b', '\ufeff', '\u200e\u200f', '\u00ad', '\u3164', '\u2800', '\ufe0f', '\u2060 \u200d', '\u{e0020}'])('%j is none', (name) =>
    expect(why(NewName, name)).toBe('must not be only blanks or characters that do not show'),
  );

  test.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])('one with %j is none', (control) =>
    expect(why(NewName, `Ada ${control}nimda`)).toBe('must not hold characters that turn the direction of the text'),
  );

  test.each(['\u3000', 'Ada \u202enimda'])('%j of a record from before is read, and an id may be it', (text) => {
    expect(why(Name, text)).toBeUndefined();
    expect(why(Id, text)).toBeUndefined();
  });
});
