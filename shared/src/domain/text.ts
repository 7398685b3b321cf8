/**
 * The strings and times that records are made of. Every schema that takes text from outside is
 * built from these, so that the refusals of EDIT-2 read the same everywhere.
 */
import * as v from 'valibot';

const hasControl = (value: string): boolean => {
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x20 || unit === 0x7f) return true;
  }
  return false;
};

/** Text of 1 to `longest` UTF-16 units: well-formed Unicode, no control characters (EDIT-2). */
export const text = (longest: number) =>
  v.pipe(
    v.string('must be text'),
    v.minLength(1, 'must not be empty'),
    v.maxLength(longest, `must be at most ${longest} characters long`),
    v.check((value) => value.isWellFormed(), 'must be well-formed Unicode (it holds half of a surrogate pair)'),
    v.check((value) => !hasControl(value), 'must not hold control characters, tabs or line breaks'),
  );

/** An identifier that Latchkey or the customer's product chose: 1 to 200 characters. */
export const Id = text(200);
/** A name that people read: 1 to 200 characters. */
export const Name = text(200);
/** An e-mail address: not verified beyond `local@domain`, since only delivery proves one. */
export const Email = v.pipe(text(254), v.regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address like name@example.com'));
/** What an app calls an account: often its person's e-mail address, and as long as that may be. */
export const Username = text(254);
/** Whether the month has that day: `Date` takes 30 February for 2 March. */
const isDay = (day: string): boolean => new Date(`${day}T00:00Z`).toISOString().startsWith(day);

/** An instant as ISO 8601 in UTC, e.g. `2026-02-21T19:04:07.533Z`. */
export const Instant = v.pipe(
  v.string('must be a date and time'),
  v.check(
    (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)) && isDay(value.slice(0, 10)),
    'must be a date and time like 2026-02-21T19:04:07.533Z',
  ),
  v.transform((value) => new Date(value).toISOString()),
);
