/** Times in the reader's language and zone. Formatters are dear to make, so each is made once. */

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

/** `21 Feb 2026`. */
export const date = (at: Date | number): string => day.format(at);
/** `21 Feb 2026, 20:04`. */
export const dateAndTime = (at: Date | number): string => moment.format(at);
/** With the weekday, seconds and the zone: what shows on hover. */
export const exact = (at: Date | number): string => moments.format(at);

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `12 min ago`, `yesterday`; the date from a week on. `now` in milliseconds since 1970. */
export function relative(at: Date, now: number): string {
  const difference = at.getTime() - now;
  if (Math.abs(difference) >= 7 * 86_400_000) return date(at);
  const step = steps.find(([, length]) => Math.abs(difference) >= length);
  return step === undefined ? ago.format(0, 'minute') : ago.format(Math.round(difference / step[1]), step[0]);
}

/** The first and last millisecond of a day named `YYYY-MM-DD`, in the viewer's zone (QUERY-4); null if it is no day. */
export function dayBounds(name: string): { readonly first: number; readonly last: number } | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(name)?.slice(1).map(Number);
  if (parts === undefined) return null;
  const [year = 0, month = 0, number = 0] = parts;
  const first = new Date(year, month - 1, number);
  if (first.getMonth() !== month - 1 || first.getDate() !== number) return null;
  return { first: first.getTime(), last: new Date(year, month - 1, number + 1).getTime() - 1 };
}

/** The day of a moment as `YYYY-MM-DD`, in the viewer's zone. */
export function dayName(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
